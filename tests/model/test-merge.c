/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The merge function: each of its rules and how they combine, in one table.  The properties over random sequences are in
 * test-merge-properties.c.
 *
 * A row reads like a story: what stands, who writes what with which clock over which base, and what comes of it.  The
 * centre's limit is 1000 unless the row says otherwise.
 */
#include "lotse-merge.h"

#include "lotse-error.h"

#include <string.h>

#define A 0xa
#define B 0xb
#define C 0xc
#define LIMIT 1000

typedef struct
{
  const char *name;
  const char *reg; /* NULL is "summary" */

  gboolean has_standing;
  const char *standing;
  LotseStamp standing_stamp;
  guint64 raw;
  LotseStamp standing_base;
  gboolean has_bin;
  const char *bin;
  LotseStamp bin_stamp;
  gboolean unseen;
  gboolean once;
  gboolean missed;
  guint64 limit;
  guint64 taken[3];

  const char *value;
  LotseStamp stamp;
  LotseStamp base;
  guint64 effective;
  gboolean seen_deleted;

  gboolean stands;
  guint64 clock;
  gboolean conflict;
  const char *loser;
  LotseStamp loser_stamp;
  gboolean undeletes;
} Case;

#define STANDING(value_, clock_, device_) \
  .has_standing = TRUE, .standing = value_, .standing_stamp = { clock_, device_ }
#define RAW(clock_) .raw = clock_
#define SAW(clock_, device_) .standing_base = { clock_, device_ }
#define BIN(value_, clock_, device_) .has_bin = TRUE, .bin = value_, .bin_stamp = { clock_, device_ }
#define WRITE(value_, clock_, device_) .value = value_, .stamp = { clock_, device_ }
#define OVER(clock_, device_) .base = { clock_, device_ }
#define TAKEN(one_, other_) .taken = { one_, other_, 0 }
#define AGAIN(clock_) .effective = clock_

/* Outcomes: it stands; it went to the history; it stands and the other is for review; it is for review itself. */
#define STOOD(clock_) .stands = TRUE, .clock = clock_
#define WENT(clock_) .clock = clock_
#define WON(clock_, loser_, loser_clock_, loser_device_) \
  .stands = TRUE, .clock = clock_, .conflict = TRUE, .loser = loser_, .loser_stamp = { loser_clock_, loser_device_ }
#define LOST(clock_, loser_, device_) \
  .clock = clock_, .conflict = TRUE, .loser = loser_, .loser_stamp = { clock_, device_ }

static const Case cases[] = {
  /* Nothing stands. */
  { "first write", WRITE ("x", 100, A), STOOD (100) },
  { "first write, empty", WRITE (NULL, 100, A), STOOD (100) },
  { "first write, clock at the limit", WRITE ("x", 1000, A), STOOD (1000) },
  { "first write, clock ahead by years", WRITE ("x", 99999999, A), STOOD (1000) },
  { "first write, the largest clock", WRITE ("x", LOTSE_CLOCK_MAX, A), STOOD (1000) },
  { "first write, clock in 1970", WRITE ("x", 1, A), STOOD (1) },
  { "the centre lost the register", WRITE ("x", 300, A), OVER (200, B), STOOD (300) },
  { "the centre lost the register, slow clock", WRITE ("x", 100, A), OVER (200, B), STOOD (201) },
  { "the centre lost the register, forged base", WRITE ("x", 100, A), OVER (LOTSE_CLOCK_MAX, B), STOOD (1001) },
  { "offered again to an empty register", WRITE ("x", 5, A), AGAIN (400), STOOD (400) },
  { "offered again beyond the limit", WRITE ("x", 5, A), AGAIN (4000), STOOD (1000) },

  /* Seen means later. */
  { "over what it saw", STANDING ("a", 100, B), WRITE ("x", 200, A), OVER (100, B), STOOD (200) },
  { "over what it saw, emptied", STANDING ("a", 100, B), WRITE (NULL, 200, A), OVER (100, B), STOOD (200) },
  { "over an empty value that it saw", STANDING (NULL, 100, B), WRITE ("x", 200, A), OVER (100, B), STOOD (200) },
  { "over what it saw, the same again", STANDING ("a", 100, B), WRITE ("a", 200, A), OVER (100, B), STOOD (200) },
  { "over what it saw, slow clock", STANDING ("a", 100, B), WRITE ("x", 50, A), OVER (100, B), STOOD (101) },
  { "over what it saw, clock in 1970", STANDING ("a", 100, B), WRITE ("x", 1, A), OVER (100, B), STOOD (101) },
  { "over what it saw, same clock", STANDING ("a", 100, B), WRITE ("x", 100, C), OVER (100, B), STOOD (101) },
  { "over what it saw, clock ahead", STANDING ("a", 100, B), WRITE ("x", 9999, A), OVER (100, B), STOOD (1000) },
  { "over the centre's own write", STANDING ("a", 100, 0), WRITE ("x", 200, A), OVER (100, 0), STOOD (200) },
  { "the centre's clock was once ahead", STANDING ("a", 5000, B), WRITE ("x", 200, A), OVER (5000, B), STOOD (5001) },
  { "and once more", STANDING ("x", 5001, A), WRITE ("y", 300, B), OVER (5001, A), STOOD (5002) },
  { "over what it saw at the limit", STANDING ("a", 1000, B), WRITE ("x", 1000, A), OVER (1000, B), STOOD (1001) },

  /* A base that the centre does not know: it was restored. */
  { "lost middle", STANDING ("a", 100, B), WRITE ("x", 300, A), OVER (200, C), STOOD (300) },
  { "lost middle, slow clock", STANDING ("a", 100, B), WRITE ("x", 50, A), OVER (200, C), STOOD (201) },
  { "lost middle of the standing device", STANDING ("a", 100, B), WRITE ("x", 300, A), OVER (200, B), STOOD (300) },
  { "lost middle, forged base", STANDING ("a", 100, B), WRITE ("x", 5, A), OVER (LOTSE_CLOCK_MAX, C), STOOD (1001) },
  { "base of one clock, another device", STANDING ("a", 100, B), WRITE ("x", 300, A), OVER (100, C),
    WON (300, "a", 100, B) },
  { "an own base that is newer proves nothing", STANDING ("a", 100, B), WRITE ("x", 300, A), OVER (200, A),
    WON (300, "a", 100, B) },
  { "an own base from a clock ahead", STANDING ("b", 501, B), RAW (501), WRITE ("x", 9001, A), OVER (9000, A),
    WON (1001, "b", 501, B) },

  /* Its own. */
  { "own, later", STANDING ("a", 100, A), RAW (100), WRITE ("x", 200, A), STOOD (200) },
  { "own, later, old base", STANDING ("a", 100, A), RAW (100), WRITE ("x", 200, A), OVER (50, B), STOOD (200) },
  { "own, one tick later", STANDING ("a", 100, A), RAW (100), WRITE ("x", 101, A), STOOD (101) },
  { "own, later, both from a clock ahead", STANDING ("a", 700, A), RAW (9000), WRITE ("x", 9001, A), STOOD (1000) },
  { "own, later, both ahead at one moment", STANDING ("a", 1000, A), RAW (9000), WRITE ("x", 9001, A), STOOD (1001) },
  { "own, later, the standing one was raised", STANDING ("a", 500, A), RAW (100), WRITE ("x", 101, A), STOOD (501) },
  { "own, before it", STANDING ("a", 200, A), RAW (200), WRITE ("x", 100, A), WENT (100) },
  { "own, before it, empty", STANDING ("a", 200, A), RAW (200), WRITE (NULL, 100, A), WENT (100) },
  { "own, before it, same value", STANDING ("a", 200, A), RAW (200), WRITE ("a", 100, A), WENT (100) },
  { "own, before it, both from a clock ahead", STANDING ("a", 700, A), RAW (9000), WRITE ("x", 8999, A), WENT (699) },
  { "own, raw clock not known", STANDING ("a", 200, A), WRITE ("x", 100, A), STOOD (201) },
  { "own, one stamp for two values", STANDING ("a", 200, A), RAW (200), WRITE ("x", 200, A), LOST (200, "x", A) },
  { "own, one stamp, one value", STANDING ("a", 200, A), RAW (200), WRITE ("a", 200, A), WENT (200) },
  { "over what it saw, with a slow clock", STANDING ("a", 200, B), RAW (9000), WRITE ("x", 100, A), OVER (200, B),
    STOOD (201) },
  { "a clock that another own write has", STANDING ("a", 200, B), TAKEN (100, 98), WRITE ("x", 100, A), LOST (99, "x", A) },
  { "clocks that other own writes have", STANDING ("a", 200, B), TAKEN (99, 100), WRITE ("x", 100, A), LOST (98, "x", A) },
  { "own, before it, with a clock that is taken", STANDING ("a", 200, A), RAW (200), TAKEN (200, 100), WRITE ("x", 100, A),
    WENT (99) },
  { "the same value, with a clock that is taken", STANDING ("a", 200, B), TAKEN (100, 0), WRITE ("a", 100, A), WENT (99) },
  { "a taken clock does not matter to what stands", STANDING ("a", 100, B), TAKEN (50, 0), WRITE ("x", 200, A), OVER (100, B),
    STOOD (200) },

  /* Concurrent. */
  { "at the same time, later", STANDING ("a", 100, B), WRITE ("x", 200, A), WON (200, "a", 100, B) },
  { "at the same time, earlier", STANDING ("a", 200, B), WRITE ("x", 100, A), LOST (100, "x", A) },
  { "at the same time, one clock, larger device", STANDING ("a", 100, A), WRITE ("x", 100, B), WON (100, "a", 100, A) },
  { "at the same time, one clock, smaller device", STANDING ("a", 100, B), WRITE ("x", 100, A), LOST (100, "x", A) },
  { "old base, later", STANDING ("a", 100, B), WRITE ("x", 200, A), OVER (50, C), WON (200, "a", 100, B) },
  { "old base, earlier", STANDING ("a", 200, B), WRITE ("x", 100, A), OVER (50, C), LOST (100, "x", A) },
  { "old base, slow clock is raised above it", STANDING ("a", 52, B), WRITE ("x", 10, A), OVER (50, C), LOST (51, "x", A) },
  { "old base, both clocks slow", STANDING ("a", 51, A), WRITE ("x", 10, B), OVER (50, C), WON (51, "a", 51, A) },
  { "old base of the standing device", STANDING ("a", 100, B), WRITE ("x", 200, A), OVER (90, B), WON (200, "a", 100, B) },
  { "at the same time, clock ahead", STANDING ("a", 100, B), WRITE ("x", 9999, A), WON (1000, "a", 100, B) },
  { "at the same time, both clocks ahead, larger device", STANDING ("a", 1000, A), RAW (9999), WRITE ("x", 8888, B),
    WON (1000, "a", 1000, A) },
  { "at the same time, both clocks ahead, smaller device", STANDING ("a", 1000, B), RAW (8888), WRITE ("x", 9999, A),
    LOST (1000, "x", A) },
  { "emptied at the same time, later", STANDING ("a", 100, B), WRITE (NULL, 200, A), WON (200, "a", 100, B) },
  { "emptied at the same time, earlier", STANDING ("a", 200, B), WRITE (NULL, 100, A), LOST (100, NULL, A) },
  { "filled while emptied, later", STANDING (NULL, 100, B), WRITE ("x", 200, A), WON (200, NULL, 100, B) },
  { "filled while emptied, earlier", STANDING (NULL, 200, B), WRITE ("x", 100, A), LOST (100, "x", A) },
  { "the centre's clock was once ahead, not seen", STANDING ("a", 5000, B), WRITE ("x", 200, A), LOST (200, "x", A) },
  { "the same value, later", STANDING ("a", 100, B), WRITE ("a", 200, A), STOOD (200) },
  { "the same value, earlier", STANDING ("a", 200, B), WRITE ("a", 100, A), WENT (100) },
  { "the same value, one clock, larger device", STANDING ("a", 100, A), WRITE ("a", 100, B), STOOD (100) },
  { "the same value, one clock, smaller device", STANDING ("a", 100, B), WRITE ("a", 100, A), WENT (100) },
  { "both emptied, later", STANDING (NULL, 100, B), WRITE (NULL, 200, A), STOOD (200) },
  { "both emptied, earlier", STANDING (NULL, 200, B), WRITE (NULL, 100, A), WENT (100) },
  { "values that differ in capitals", STANDING ("a", 100, B), WRITE ("A", 200, A), WON (200, "a", 100, B) },

  /* Elements of sets are registers like others. */
  { "two elements do not meet", .reg = "languages/ar", WRITE ("B2", 100, A), STOOD (100) },
  { "an element taken out over what was seen", .reg = "tags/x", STANDING ("1", 100, B), WRITE (NULL, 90, A), OVER (100, B),
    STOOD (101) },
  { "an element changed at two places", .reg = "languages/ar", STANDING ("B2", 100, B), WRITE ("C1", 200, A),
    WON (200, "B2", 100, B) },

  /* Offered again after the centre was restored. */
  { "again, it still stands", STANDING ("x", 200, A), RAW (150), WRITE ("x", 150, A), AGAIN (200), STOOD (200) },
  { "again, it still stands, raw not known", STANDING ("x", 200, A), WRITE ("x", 150, A), AGAIN (200), STOOD (200) },
  { "again, its stamp with another value", STANDING ("a", 200, A), RAW (150), WRITE ("x", 150, A), AGAIN (200),
    LOST (200, "x", A) },
  { "again, the middle", STANDING ("z", 300, B), SAW (200, A), WRITE ("x", 150, A), AGAIN (200), WENT (200) },
  { "again, before the middle", STANDING ("z", 300, B), SAW (200, C), WRITE ("x", 100, A), AGAIN (100), WENT (100) },
  { "again, the middle with the standing value", STANDING ("z", 300, B), SAW (200, A), WRITE ("z", 150, A), AGAIN (200),
    WENT (200) },
  { "again, over what stands", STANDING ("a", 100, B), WRITE ("x", 7, A), OVER (100, B), AGAIN (200), STOOD (200) },
  { "again, behind a gap", STANDING ("a", 100, B), WRITE ("x", 7, A), OVER (150, C), AGAIN (200), STOOD (200) },
  { "again, beyond the restored centre's limit", STANDING ("a", 100, B), WRITE ("x", 7, A), OVER (100, B), AGAIN (2000),
    STOOD (1000) },
  { "again, own, later", STANDING ("a", 100, A), RAW (90), WRITE ("x", 95, A), OVER (50, B), AGAIN (200), STOOD (200) },
  { "again, own, before it", STANDING ("a", 300, A), RAW (290), WRITE ("x", 150, A), OVER (50, B), AGAIN (200), WENT (200) },
  { "again, own, raw not known, later", STANDING ("a", 100, A), WRITE ("x", 95, A), AGAIN (200), STOOD (200) },
  { "again, own, raw not known, before it", STANDING ("a", 300, A), WRITE ("x", 95, A), AGAIN (200), WENT (200) },
  { "again, against a write after the restore, later", STANDING ("a", 100, B), SAW (50, C), WRITE ("x", 7, A),
    OVER (60, C), AGAIN (200), WON (200, "a", 100, B) },
  { "again, against a write after the restore, earlier", STANDING ("a", 300, B), SAW (50, C), WRITE ("x", 7, A),
    OVER (60, C), AGAIN (200), LOST (200, "x", A) },
  { "again, the same as a write after the restore", STANDING ("x", 300, B), SAW (50, C), WRITE ("x", 7, A), AGAIN (200),
    WENT (200) },
  { "new, although older than what the standing one saw", STANDING ("z", 300, B), SAW (200, C), WRITE ("x", 150, A),
    LOST (150, "x", A) },

  /* Written once. */
  { "once, first", .once = TRUE, WRITE ("x", 100, A), STOOD (100) },
  { "once, over an empty value", .once = TRUE, STANDING (NULL, 50, B), WRITE ("x", 100, A), OVER (50, B), STOOD (100) },
  { "once, at the same time as an empty value", .once = TRUE, STANDING (NULL, 50, B), WRITE ("x", 100, A),
    WON (100, NULL, 50, B) },
  { "once, another value", .once = TRUE, STANDING ("a", 50, B), WRITE ("x", 100, A), LOST (100, "x", A) },
  { "once, another value over what it saw", .once = TRUE, STANDING ("a", 50, B), WRITE ("x", 100, A), OVER (50, B),
    LOST (100, "x", A) },
  { "once, its own other value", .once = TRUE, STANDING ("a", 50, A), RAW (50), WRITE ("x", 100, A), LOST (100, "x", A) },
  { "once, its own earlier value", .once = TRUE, STANDING ("a", 50, A), RAW (50), WRITE ("x", 40, A), WENT (40) },
  { "once, emptied", .once = TRUE, STANDING ("a", 50, B), WRITE (NULL, 100, A), OVER (50, B), LOST (100, NULL, A) },
  { "once, the same value", .once = TRUE, STANDING ("a", 50, B), WRITE ("a", 100, A), WENT (100) },
  { "once, an earlier one arrives later", .once = TRUE, STANDING ("a", 50, B), WRITE ("x", 40, A), LOST (40, "x", A) },
  { "once, lost middle", .once = TRUE, STANDING ("a", 50, B), WRITE ("x", 100, A), OVER (90, C), LOST (100, "x", A) },
  { "once, again, it still stands", .once = TRUE, STANDING ("x", 100, A), WRITE ("x", 90, A), AGAIN (100), STOOD (100) },
  { "once, again, another stands", .once = TRUE, STANDING ("a", 50, B), WRITE ("x", 90, A), AGAIN (100), LOST (100, "x", A) },

  /* Into the bin and out of it. */
  { "delete", .reg = "_deleted", WRITE ("1", 100, A), STOOD (100) },
  { "delete what others wrote meanwhile", .reg = "_deleted", .unseen = TRUE, WRITE ("1", 100, A), LOST (100, "1", A) },
  { "delete again after a restore that it saw", .reg = "_deleted", STANDING (NULL, 100, B), WRITE ("1", 200, A),
    OVER (100, B), STOOD (200) },
  { "delete again, but somebody wrote", .reg = "_deleted", .unseen = TRUE, STANDING (NULL, 100, B), WRITE ("1", 200, A),
    OVER (100, B), LOST (200, "1", A) },
  { "delete while another restores", .reg = "_deleted", .unseen = TRUE, STANDING (NULL, 100, B), WRITE ("1", 200, A),
    OVER (50, C), LOST (200, "1", A) },
  { "delete while another restores, asked without unseen", .reg = "_deleted", STANDING (NULL, 100, B), WRITE ("1", 200, A),
    OVER (50, C), LOST (200, "1", A) },
  { "two delete at the same time, later", .reg = "_deleted", .unseen = TRUE, STANDING ("1", 100, B), WRITE ("1", 200, A),
    STOOD (200) },
  { "two delete at the same time, earlier", .reg = "_deleted", .unseen = TRUE, STANDING ("1", 200, B), WRITE ("1", 100, A),
    WENT (100) },
  { "own delete before its own restore", .reg = "_deleted", .unseen = TRUE, STANDING (NULL, 200, A), RAW (200),
    WRITE ("1", 100, A), WENT (100) },
  { "own delete after its own restore", .reg = "_deleted", STANDING (NULL, 200, A), RAW (200), WRITE ("1", 300, A),
    STOOD (300) },
  { "delete offered again, it still stands", .reg = "_deleted", .unseen = TRUE, STANDING ("1", 200, A), WRITE ("1", 100, A),
    AGAIN (200), STOOD (200) },
  { "delete offered again to a centre with new writes", .reg = "_deleted", .unseen = TRUE, WRITE ("1", 100, A), AGAIN (200),
    LOST (200, "1", A) },
  { "delete offered again before a restore", .reg = "_deleted", .unseen = TRUE, STANDING (NULL, 300, B), SAW (200, A),
    WRITE ("1", 100, A), AGAIN (200), WENT (200) },
  { "restore what it saw", .reg = "_deleted", STANDING ("1", 100, B), BIN ("1", 100, B), .seen_deleted = TRUE,
    WRITE (NULL, 200, A), OVER (100, B), STOOD (200) },
  { "restore its own", .reg = "_deleted", STANDING ("1", 100, A), RAW (100), BIN ("1", 100, A), .seen_deleted = TRUE,
    WRITE (NULL, 200, A), STOOD (200) },
  { "restore while another deletes again, later", .reg = "_deleted", STANDING ("1", 100, B), BIN ("1", 100, B),
    .seen_deleted = TRUE, WRITE (NULL, 200, A), OVER (50, C), WON (200, "1", 100, B) },
  { "restore while another deletes again, earlier", .reg = "_deleted", STANDING ("1", 300, B), BIN ("1", 300, B),
    .seen_deleted = TRUE, WRITE (NULL, 200, A), OVER (50, C), WON (301, "1", 300, B) },
  { "restore that another restored too", .reg = "_deleted", STANDING (NULL, 100, B), WRITE (NULL, 200, A), OVER (50, C),
    STOOD (200) },

  /* Writing what another put into the bin. */
  { "into the bin, over what it saw", STANDING ("a", 100, B), BIN ("1", 150, C), WRITE ("x", 200, A), OVER (100, B),
    STOOD (200), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, a new field", BIN ("1", 150, C), WRITE ("x", 200, A), STOOD (200), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, earlier than the delete", BIN ("1", 150, C), WRITE ("x", 100, A), STOOD (100), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, concurrent and later", STANDING ("a", 100, B), BIN ("1", 150, C), WRITE ("x", 200, A),
    WON (200, "a", 100, B), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, concurrent and earlier", STANDING ("a", 100, B), BIN ("1", 150, C), WRITE ("x", 50, A),
    LOST (50, "x", A), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, the same value", STANDING ("a", 100, B), BIN ("1", 150, C), WRITE ("a", 50, A), WENT (50),
    .missed = TRUE, .undeletes = TRUE },
  { "into the bin, write-once and lost", .once = TRUE, STANDING ("a", 100, B), BIN ("1", 150, C), WRITE ("x", 50, A),
    LOST (50, "x", A), .missed = TRUE, .undeletes = TRUE },
  { "into the bin, own behind a later own", .missed = TRUE, STANDING ("a", 120, A), RAW (120), BIN ("1", 150, C), WRITE ("x", 110, A),
    WENT (110) },
  { "in the bin, knowing it", .missed = TRUE, STANDING ("a", 100, B), BIN ("1", 150, C), .seen_deleted = TRUE, WRITE ("x", 200, A),
    OVER (100, B), STOOD (200) },
  { "deleted and restored meanwhile", .missed = TRUE, STANDING ("a", 100, B), BIN (NULL, 160, C), WRITE ("x", 200, A), OVER (100, B),
    STOOD (200) },
  { "written before its own delete, arrives behind it", STANDING ("a", 100, B), BIN ("1", 150, A), WRITE ("x", 140, A),
    OVER (100, B), STOOD (140) },
  { "written before its own delete, a new field", BIN ("1", 150, A), WRITE ("x", 140, A), STOOD (140) },
  { "deleted by a copy that bears the same name", BIN ("1", 150, A), WRITE ("x", 140, A), STOOD (140), .missed = TRUE,
    .undeletes = TRUE },
  { "the deleting person had seen it, and it comes late", BIN ("1", 150, C), WRITE ("x", 140, A), STOOD (140) },
  { "again, ordered before the delete", BIN ("1", 250, C), WRITE ("x", 100, A), AGAIN (200), STOOD (200) },
  { "again, at the clock of the delete", BIN ("1", 200, C), WRITE ("x", 100, A), AGAIN (200), STOOD (200) },
  { "again, ordered after the delete", BIN ("1", 150, C), WRITE ("x", 100, A), AGAIN (200), STOOD (200), .missed = TRUE, .undeletes = TRUE },
  { "again, it still stands below the delete", STANDING ("x", 200, A), BIN ("1", 250, C), WRITE ("x", 100, A), AGAIN (200),
    STOOD (200) },
  { "again, the middle, below the delete", .missed = TRUE, STANDING ("z", 300, B), SAW (200, A), BIN ("1", 150, C), WRITE ("x", 100, A),
    AGAIN (200), WENT (200) },
  { "the united record is written in the bin", .reg = "_merged_into", BIN ("1", 150, C), WRITE ("id", 200, A), STOOD (200),
    .missed = TRUE, .undeletes = TRUE },
};

static LotseMerge
merge_case (const Case *row, const LotseEdit *edit, const LotseWrite *write)
{
  LotseRegister standing = { (char *) row->standing, row->standing_stamp };
  LotseRegister bin = { (char *) row->bin, row->bin_stamp };
  LotseMergeInput input = {
    .standing = row->has_standing ? &standing : NULL,
    .standing_raw = row->raw,
    .standing_base = row->standing_base,
    .deleted = row->has_bin ? &bin : NULL,
    .unseen = row->unseen,
    .once = row->once,
    .limit = row->limit != 0 ? row->limit : LIMIT,
    .missed = row->missed,
    .taken = row->taken,
  };

  return lotse_merge_write (&input, edit, write);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (LotseEdit) edit = lotse_edit_new ("session", "00112233445566778899aabbccddeeff", row->stamp);
  LotseWrite *write = lotse_write_new (row->reg != NULL ? row->reg : "summary", row->value, row->base);
  LotseMerge merge;

  write->effective = row->effective;
  edit->seen_deleted = row->seen_deleted;
  g_ptr_array_add (edit->writes, write);
  merge = merge_case (row, edit, write);

  g_assert_cmpint (merge.verdict, ==, row->conflict ? LOTSE_VERDICT_CONFLICT : LOTSE_VERDICT_MERGED);
  g_assert_cmpint (merge.stands, ==, row->stands);
  g_assert_cmpuint (merge.effective.clock, ==, row->clock);
  g_assert_cmpuint (merge.effective.device, ==, row->stamp.device);
  g_assert_cmpint (merge.conflict, ==, row->conflict);
  g_assert_cmpstr (merge.loser, ==, row->loser);
  g_assert_true (lotse_stamp_equal (merge.loser_stamp, row->loser_stamp));
  g_assert_cmpint (merge.undeletes, ==, row->undeletes);
}

/* What the deleting person saw: name has stamp "phone" (100, B), "name" and "email" (90, C); "email" is empty. */
static char *
make_seen (void)
{
  g_autoptr (LotseRegisters) seen = lotse_registers_new ();

  lotse_registers_put (seen, "phone", "1", (LotseStamp){ 100, B });
  lotse_registers_put (seen, "name", "n", (LotseStamp){ 90, C });
  lotse_registers_put (seen, "email", NULL, (LotseStamp){ 90, C });
  return lotse_registers_pack_seen (seen);
}

static void
test_unseen (void)
{
  static const struct
  {
    const char *story;
    const char *reg;
    LotseStamp stamp;
    gboolean unseen;
  } rows[] = {
    { "nothing changed", "phone", { 100, B }, FALSE },
    { "another wrote later", "phone", { 101, C }, TRUE },
    { "another wrote with the same clock", "phone", { 100, C }, TRUE },
    { "a copy of the device wrote later", "phone", { 105, A }, TRUE },
    { "the centre was restored to before", "phone", { 60, C }, FALSE },
    { "the empty field was filled", "email", { 95, B }, TRUE },
    { "the empty field is as it was", "email", { 90, C }, FALSE },
    { "a new field", "address", { 120, B }, TRUE },
    { "a new field, older than all that was seen", "address", { 5, B }, TRUE },
    { "a new field with a stamp that was seen elsewhere", "address", { 90, C }, TRUE },
    { "a new field of a copy of the device", "address", { 5, A }, TRUE },
    { "somebody restored it", "_deleted", { 120, B }, TRUE },
  };
  g_autofree char *seen = make_seen ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LotseRegisters) standing = lotse_registers_new ();

      g_test_message ("%s", rows[i].story);
      lotse_registers_put (standing, "phone", "1", (LotseStamp){ 100, B });
      lotse_registers_put (standing, "name", "n", (LotseStamp){ 90, C });
      g_assert_false (lotse_merge_has_unseen (standing, seen, NULL, NULL));
      lotse_registers_put (standing, rows[i].reg, "v", rows[i].stamp);
      g_assert_cmpint (lotse_merge_has_unseen (standing, seen, NULL, NULL), ==, rows[i].unseen);
    }
}

static void
test_unseen_without_knowledge (void)
{
  static const char *const seen[] = { NULL, "", "rubbish", "0000000000000064-000000000000000b|phone=zzz",
                                      "0000000000000064-000000000000000b" };
  g_autoptr (LotseRegisters) standing = lotse_registers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_false (lotse_merge_has_unseen (standing, seen[i], NULL, NULL));
  lotse_registers_put (standing, "phone", "1", (LotseStamp){ 100, B });
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (lotse_merge_has_unseen (standing, seen[i], NULL, NULL));
}

typedef struct
{
  gboolean knows;
  GString *asked;
} History;

static gboolean
ask (const char *reg, LotseStamp saw, LotseStamp standing, gpointer data)
{
  History *history = data;

  g_string_append_printf (history->asked, "%s %u over %u;", reg, (guint) standing.clock, (guint) saw.clock);
  return history->knows;
}

/* The history is asked only about what differs, and then it decides whatever the clocks say. */
static void
test_unseen_asks_the_history (void)
{
  g_autofree char *seen = make_seen ();

  for (guint knows = 0; knows < 2; knows++)
    {
      g_autoptr (LotseRegisters) standing = lotse_registers_new ();
      History history = { knows != 0, g_string_new (NULL) };

      lotse_registers_put (standing, "phone", "1", (LotseStamp){ 100, B });
      lotse_registers_put (standing, "name", "m", (LotseStamp){ knows != 0 ? 300 : 10, C });
      g_assert_cmpint (lotse_merge_has_unseen (standing, seen, ask, &history), ==, knows == 0);
      g_assert_cmpstr (history.asked->str, ==, knows != 0 ? "name 300 over 90;" : "name 10 over 90;");
      g_string_free (history.asked, TRUE);
    }
}

/* A title such as "own, later" is no path for a test. */
static char *
make_path (const char *name)
{
  g_autofree char *words = g_strdup (name);

  g_strcanon (words, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
  return g_strconcat ("/merge/", words, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_path (cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/merge/unseen", test_unseen);
  g_test_add_func ("/merge/unseen-without-knowledge", test_unseen_without_knowledge);
  g_test_add_func ("/merge/unseen-asks-the-history", test_unseen_asks_the_history);
  return g_test_run ();
}
