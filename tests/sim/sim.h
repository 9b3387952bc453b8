/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simulation: several devices and a centre in one process, a network that loses, repeats, delays and cuts, clocks that
 * are wrong, processes that die at any write to the disk, a centre that comes back from a backup, and a small model that
 * knows what must not be lost.
 *
 * All parts are the real ones: the store on a real file, the exchange, the centre on its SQLite.  Only the wire and the
 * clocks are made up.  One seed gives one run.
 */
#pragma once

#include "lotse-exchange.h"
#include "lotse-centre.h"

G_BEGIN_DECLS

#define SIM_MAX_DEVICES 9
#define SIM_DAY_MS (G_GINT64_CONSTANT (86400000))

/* What a deliberately broken part does; the simulation must find each of them. */
typedef enum
{
  SIM_BREAK_NOTHING,
  SIM_BREAK_MERGE,  /* a write that met another just wins, and nobody is told */
  SIM_BREAK_CURSOR, /* the cursor moves past changes that did not arrive */
  SIM_BREAK_ACK,    /* the device is told "merged" although nothing was stored */
} SimBreak;

/* --- Accounts and devices --- */

typedef struct
{
  const char *name;
  const char *roles;
  gboolean has_person;
  char *person; /* id, when it has one */
} SimAccount;

typedef struct _Sim Sim;

typedef struct
{
  Sim *sim;
  guint index;
  SimAccount *account;
  char *folder;
  LotseStore *store;
  gint64 offset_ms; /* its clock minus the true time */
  gboolean out;     /* the profile was found locked out */
} SimDevice;

/* --- The model --- */

/* One write that a device has reported as saved. */
typedef struct
{
  char *token;      /* its value, which stands nowhere else */
  char *id;         /* of the record */
  char *reg;
  char *base;       /* the token that the person saw, or NULL */
  guint device;
  gboolean sure;    /* the save was reported as done; otherwise it may or may not be there */
  gboolean in_bin;  /* the record was seen to lie in the bin */
  gboolean forgotten; /* its device had to forget the record, and with it the copy for a restored centre */
  gboolean at_risk; /* and the centre was restored after that: nobody may have it any more */
} SimWrite;

typedef struct
{
  char *id;
  const char *kind;
  gboolean erased;
  GPtrArray *seen_by_deletes; /* of char *: tokens that some deleting person saw */
} SimRecord;

/* Doors of an event, and who signed in whom (sim-doors.c). */
typedef struct _SimDoors SimDoors;

/* Anonymous sheets (sim-sheets.c). */
typedef struct _SimSheets SimSheets;

struct _Sim
{
  guint64 seed;
  GRand *rand;
  SimBreak broken;
  gboolean verbose;
  char *folder;
  gint64 now_ms; /* the true time, which is the centre's too */

  LotseCentre *centre;       /* on its own thread, which runs one job after the other */
  GThread *centre_thread;
  GAsyncQueue *centre_jobs;
  char *backup;      /* file, or NULL */
  gint64 backup_ms;
  guint next_backup;
  guint restores;

  SimAccount accounts[5];
  SimDevice devices[SIM_MAX_DEVICES];
  guint n_devices;

  GPtrArray *delayed; /* of SimParcel: requests that arrive again, later */

  GPtrArray *records; /* of SimRecord */
  GPtrArray *writes;  /* of SimWrite */
  GHashTable *tokens; /* token -> SimWrite */
  guint next_token;
  SimDoors *doors;
  SimSheets *sheets;

  GString *log;     /* the steps, for the seed that failed */
  char *failure;    /* the first thing that was wrong, or NULL */
};

/* Randomness of the run. */
gboolean sim_chance (Sim *sim, double probability);
guint sim_pick (Sim *sim, guint n);
/* Replaces libsodium's randomness, so that ids, tokens and marks follow from the seed too. */
void sim_random_install (void);
void sim_random_reset (guint64 seed);

void sim_log (Sim *sim, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_fail (Sim *sim, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The world: an empty centre alone, or with the accounts, devices and records of the simulation of sync. */
void sim_begin (Sim *sim, guint64 seed, SimBreak broken, gint64 now_ms, const char *folder);
void sim_open (Sim *sim, guint64 seed, SimBreak broken, const char *folder);
void sim_close (Sim *sim);
void sim_centre_open (Sim *sim);
void sim_centre_close (Sim *sim);
/* One request, run on the centre's thread; the answer's text (g_free) and its HTTP status. */
char *sim_centre_handle (Sim *sim, const char *method, const char *path, const char *token, GBytes *body, guint *status);
void sim_centre_add_account (Sim *sim, const SimAccount *account);
char *sim_centre_code (Sim *sim, const char *account);
void sim_centre_backup (Sim *sim, const char *path);
void sim_centre_restore (Sim *sim, const char *path);
gboolean sim_centre_erase (Sim *sim, const char *id);
char *sim_centre_check (Sim *sim); /* what is wrong, or NULL */

/* All writes below the folder fail from the n-th on, as if the process were gone; until sim_fault_end(). */
void sim_fault_begin (const char *folder, gint64 at);
void sim_fault_end (void);

SimDevice *sim_device_add (Sim *sim, SimAccount *account, const char *copy_of);
void sim_device_connect (SimDevice *device);
void sim_device_reopen (SimDevice *device);

/* The network: a transport from that device to the centre with the faults given. */
typedef struct
{
  gboolean lose_request;
  gboolean lose_answer;
  gboolean repeat;       /* the request arrives twice */
  gboolean delay_copy;   /* a copy of it arrives again, many steps later */
  gboolean cut_answer;   /* the answer ends in the middle */
  guint good_calls;      /* so many requests come through before the faults begin */
  guint status;          /* instead of asking the centre, answer with this HTTP status */
} SimFaults;

LotseTransport *sim_network_new (SimDevice *device, SimFaults faults);
/* Delivers requests that were delayed. */
void sim_network_deliver (Sim *sim);

/* One meeting of that device; FALSE on any error.  `report` may be NULL. */
gboolean sim_meet (SimDevice *device, SimFaults faults, LotseSyncReport *report);

/* What can happen; each is one step. */
void sim_step (Sim *sim);
/* All devices meet the centre without faults until nothing moves any more. */
void sim_heal (Sim *sim);

/* Doors: sign-ins and their taking back on one device, as a step of their own, and what the marks must be at the end. */
void sim_doors_open (Sim *sim, LotseStore *office);
void sim_doors_close (Sim *sim);
void sim_doors_act (SimDevice *device);
void sim_doors_step (Sim *sim);

/* Sheets: filing and releasing on one device, as a step of their own, and the release of all before the end. */
void sim_sheets_open (Sim *sim, LotseStore *office);
void sim_sheets_close (Sim *sim);
void sim_sheets_act (SimDevice *device);
void sim_sheets_step (Sim *sim);
void sim_sheets_release (Sim *sim);

/* The model's bookkeeping and its verdict. */
void sim_model_clear (Sim *sim);
SimRecord *sim_model_record (Sim *sim, const char *id);
SimRecord *sim_model_add_record (Sim *sim, const char *id, const char *kind);
char *sim_model_new_token (Sim *sim);
void sim_model_wrote (Sim *sim, guint device, const char *id, const char *reg, const char *token, const char *base, gboolean sure,
                      gboolean in_bin);
/* The device had to forget some records; the centre comes back from a backup. */
void sim_model_forgot (Sim *sim, guint device);
void sim_model_restored (Sim *sim);
void sim_model_check (Sim *sim);

G_END_DECLS
