/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of name folding as data.
 *
 * To teach Lotse a letter, add a row to one of the letter tables; to teach it that two spellings sound alike,
 * add a row to the sound table. The tests of folding hold the names that must be found, and the tests of
 * spelling keys measure how often unrelated names fall together, so a rule that is too generous fails there.
 *
 * Looked up for every letter outside ASCII of every name that is stored, so a hash table is built at the
 * first use; it is never changed afterwards.
 *
 * Sources: Duden and DIN 1460 (German ways of writing Cyrillic), the resolution 55 of the Ukrainian cabinet
 * of 2010 (plain forms of Ukrainian), BGN/PCGN (plain forms of Russian), and for the sounds common spellings of
 * the same names in German, English, French and Turkish.
 */
#include "lotse-fold-rules.h"

#include <string.h>

#define DIAERESIS 0x308
#define RING 0x30a
#define CARON 0x30c
#define ACUTE 0x301
#define BREVE 0x306
#define CEDILLA 0x327
#define COMMA_BELOW 0x326
#define DOT_ABOVE 0x307
#define DOUBLE_ACUTE 0x30b
#define HAMZA_ABOVE 0x654

/* Latin letters. A letter and mark that are not listed lose the mark and keep the letter. */
static const LotseFoldLetterRule latin_letters[] = {
  /* German umlauts: muller and mueller are typed for Müller. */
  { 'a', DIAERESIS, "a", "ae", NULL, NULL, "a" },
  { 'o', DIAERESIS, "o", "oe", NULL, NULL, "o" },
  { 'u', DIAERESIS, "u", "ue", NULL, NULL, "u" },
  { 0xdf, 0, "ss", NULL, NULL, NULL, "ss" },
  { 0x1e9e, 0, "ss", NULL, NULL, NULL, "ss" },
  /* Hungarian long umlauts are typed like the German ones. */
  { 'o', DOUBLE_ACUTE, "o", "oe", NULL, NULL, "o" },
  { 'u', DOUBLE_ACUTE, "u", "ue", NULL, NULL, "u" },
  /* Nordic letters; aa is the older way of writing å. */
  { 'a', RING, "a", "aa", NULL, NULL, "a" },
  { 0xe6, 0, "ae", NULL, NULL, NULL, "a" },
  { 0xf8, 0, "o", "oe", NULL, NULL, "o" },
  { 0x153, 0, "oe", NULL, NULL, NULL, "o" },
  { 0xfe, 0, "th", NULL, NULL, NULL, "t" },
  { 0xf0, 0, "d", NULL, NULL, NULL, "d" },
  /* Turkish and Azerbaijani. */
  { 0x131, 0, "i", NULL, NULL, NULL, "i" },
  { 's', CEDILLA, "s", NULL, NULL, NULL, "S" },
  { 'c', CEDILLA, "c", NULL, NULL, NULL, "C" },
  { 'g', BREVE, "g", NULL, NULL, NULL, "H" },
  { 0x259, 0, "e", NULL, "a", NULL, "a" },
  /* Romanian writes its letters with a comma below. */
  { 's', COMMA_BELOW, "s", NULL, NULL, NULL, "S" },
  /* Polish, Czech, Serbian, Croatian, Bosnian, Vietnamese. */
  { 0x142, 0, "l", NULL, NULL, NULL, "l" },
  { 0x111, 0, "d", NULL, "dj", NULL, "J" },
  { 's', CARON, "s", NULL, NULL, NULL, "S" },
  { 's', ACUTE, "s", NULL, NULL, NULL, "S" },
  { 'c', CARON, "c", NULL, NULL, NULL, "C" },
  { 'c', ACUTE, "c", NULL, NULL, NULL, "C" },
  { 'z', CARON, "z", NULL, NULL, NULL, "J" },
  { 'z', DOT_ABOVE, "z", NULL, NULL, NULL, "J" },
  /* Letters of other Latin alphabets that have no decomposition. */
  { 0x127, 0, "h", NULL, NULL, NULL, "H" },
  { 0x167, 0, "t", NULL, NULL, NULL, "t" },
  { 0x14b, 0, "ng", NULL, NULL, NULL, "n" },
  { 0x138, 0, "k", NULL, NULL, NULL, "k" },
  { 0x253, 0, "b", NULL, NULL, NULL, "b" },
  { 0x257, 0, "d", NULL, NULL, NULL, "d" },
  { 0x199, 0, "k", NULL, NULL, NULL, "k" },
  { 0x254, 0, "o", NULL, NULL, NULL, "o" },
  { 0x25b, 0, "e", NULL, NULL, NULL, "e" },
  { 0x1dd, 0, "e", NULL, NULL, NULL, "e" },
};

/*
 * Cyrillic letters: Ukrainian plain and German, then Russian plain and German. Which of the two languages a
 * name is in cannot be seen, so all four are kept; most names have two different ones.
 */
static const LotseFoldLetterRule cyrillic_letters[] = {
  { 0x430, 0, "a", NULL, NULL, NULL, NULL },
  { 0x431, 0, "b", NULL, NULL, NULL, NULL },
  { 0x432, 0, "v", "w", "v", "w", "v" },
  { 0x433, 0, "h", "h", "g", "g", "H" },
  { 0x434, 0, "d", NULL, NULL, NULL, NULL },
  { 0x435, 0, "e", NULL, NULL, NULL, "E" },
  { 0x435, DIAERESIS, "yo", "jo", "e", "jo", "Yo" },
  { 0x436, 0, "zh", "sch", "zh", "sch", "J" },
  { 0x437, 0, "z", "s", "z", "s", "z" },
  { 0x438, 0, "y", "y", "i", "i", "i" },
  { 0x438, BREVE, "i", "j", "y", "j", "Y" },
  { 0x43a, 0, "k", NULL, NULL, NULL, NULL },
  { 0x43b, 0, "l", NULL, NULL, NULL, NULL },
  { 0x43c, 0, "m", NULL, NULL, NULL, NULL },
  { 0x43d, 0, "n", NULL, NULL, NULL, NULL },
  { 0x43e, 0, "o", NULL, NULL, NULL, NULL },
  { 0x43f, 0, "p", NULL, NULL, NULL, NULL },
  { 0x440, 0, "r", NULL, NULL, NULL, NULL },
  { 0x441, 0, "s", NULL, NULL, NULL, NULL },
  { 0x442, 0, "t", NULL, NULL, NULL, NULL },
  { 0x443, 0, "u", NULL, NULL, NULL, NULL },
  { 0x443, BREVE, "w", "u", "v", "w", "v" },
  { 0x444, 0, "f", NULL, NULL, NULL, NULL },
  { 0x445, 0, "kh", "ch", "kh", "ch", "H" },
  { 0x446, 0, "ts", "z", "ts", "z", "s" },
  { 0x447, 0, "ch", "tsch", "ch", "tsch", "C" },
  { 0x448, 0, "sh", "sch", "sh", "sch", "S" },
  { 0x449, 0, "shch", "schtsch", "shch", "schtsch", "S" },
  { 0x44a, 0, "", NULL, NULL, NULL, "" },
  { 0x44b, 0, "y", NULL, NULL, NULL, "i" },
  { 0x44c, 0, "", NULL, NULL, NULL, "" },
  { 0x44d, 0, "e", NULL, NULL, NULL, "e" },
  { 0x44e, 0, "iu", "ju", "yu", "ju", "Yu" },
  { 0x44f, 0, "ia", "ja", "ya", "ja", "Ya" },
  /* Letters of Ukrainian alone. */
  { 0x454, 0, "ye", "je", "ie", "je", "Ye" },
  { 0x456, 0, "i", NULL, NULL, NULL, "i" },
  { 0x456, DIAERESIS, "i", "ji", "yi", "ji", "Yi" },
  { 0x491, 0, "g", NULL, NULL, NULL, "H" },
  /* Serbian and Macedonian. */
  { 0x452, 0, "d", NULL, "dj", NULL, "J" },
  { 0x458, 0, "j", "j", "y", "j", "Y" },
  { 0x459, 0, "lj", NULL, NULL, NULL, "l" },
  { 0x45a, 0, "nj", NULL, NULL, NULL, "n" },
  { 0x45b, 0, "c", "tsch", "c", "tsch", "C" },
  { 0x45f, 0, "dz", "dsch", NULL, NULL, "J" },
  { 0x43a, ACUTE, "k", NULL, NULL, NULL, "C" },
  { 0x433, ACUTE, "g", NULL, NULL, NULL, "J" },
  { 0x455, 0, "dz", NULL, NULL, NULL, "z" },
  /* Kazakh, Kyrgyz, Tatar and Tajik. */
  { 0x4d9, 0, "a", "ae", NULL, NULL, "a" },
  { 0x493, 0, "g", NULL, NULL, NULL, "H" },
  { 0x49b, 0, "k", NULL, "q", NULL, "k" },
  { 0x4a3, 0, "n", "ng", NULL, NULL, "n" },
  { 0x4e9, 0, "o", "oe", NULL, NULL, "o" },
  { 0x4af, 0, "u", "ue", NULL, NULL, "u" },
  { 0x4b1, 0, "u", NULL, NULL, NULL, "u" },
  { 0x4bb, 0, "h", NULL, NULL, NULL, "H" },
  { 0x4b7, 0, "j", "dsch", NULL, NULL, "J" },
  { 0x4b3, 0, "h", NULL, NULL, NULL, "H" },
};

/*
 * Arabic letters, with those of Persian, Kurdish and Urdu. Short vowels are not written, so the forms are
 * only what Arabic typing finds; Latin typing finds these names by the spelling key. The column "other" reads
 * the letters that may be a long vowel as one.
 */
static const LotseFoldLetterRule arabic_letters[] = {
  { 0x621, 0, "", NULL, NULL, NULL, "*" },
  { 0x627, 0, "a", NULL, NULL, NULL, "a" },
  { 0x628, 0, "b", NULL, NULL, NULL, NULL },
  { 0x629, 0, "a", NULL, NULL, NULL, "a" },
  { 0x62a, 0, "t", NULL, NULL, NULL, NULL },
  { 0x62b, 0, "th", NULL, NULL, NULL, "T" },
  { 0x62c, 0, "j", NULL, NULL, NULL, "J" },
  { 0x62d, 0, "h", NULL, NULL, NULL, "H" },
  { 0x62e, 0, "kh", "ch", NULL, NULL, "H" },
  { 0x62f, 0, "d", NULL, NULL, NULL, NULL },
  { 0x630, 0, "dh", NULL, NULL, NULL, "D" },
  { 0x631, 0, "r", NULL, NULL, NULL, NULL },
  { 0x632, 0, "z", NULL, NULL, NULL, NULL },
  { 0x633, 0, "s", NULL, NULL, NULL, "s" },
  { 0x634, 0, "sh", "sch", NULL, NULL, "S" },
  { 0x635, 0, "s", NULL, NULL, NULL, "s" },
  { 0x636, 0, "d", NULL, NULL, NULL, "D" },
  { 0x637, 0, "t", NULL, NULL, NULL, NULL },
  { 0x638, 0, "z", NULL, NULL, NULL, NULL },
  { 0x639, 0, "a", NULL, NULL, NULL, "*" },
  { 0x63a, 0, "gh", NULL, NULL, NULL, "H" },
  { 0x641, 0, "f", NULL, NULL, NULL, NULL },
  { 0x642, 0, "q", "k", NULL, NULL, "k" },
  { 0x643, 0, "k", NULL, NULL, NULL, NULL },
  { 0x644, 0, "l", NULL, NULL, NULL, NULL },
  { 0x645, 0, "m", NULL, NULL, NULL, NULL },
  { 0x646, 0, "n", NULL, NULL, NULL, NULL },
  { 0x647, 0, "h", NULL, NULL, NULL, "G" },
  { 0x648, 0, "w", NULL, "u", NULL, "W" },
  { 0x648, HAMZA_ABOVE, "u", NULL, NULL, NULL, "u" },
  { 0x649, 0, "a", NULL, "i", NULL, "I" },
  { 0x64a, 0, "y", "j", "i", "i", "Y" },
  { 0x64a, HAMZA_ABOVE, "i", NULL, NULL, NULL, "i" },
  { 0x671, 0, "a", NULL, NULL, NULL, "a" },
  { 0x67e, 0, "p", NULL, NULL, NULL, NULL },
  { 0x686, 0, "ch", "tsch", NULL, NULL, "C" },
  { 0x698, 0, "zh", "sch", NULL, NULL, "J" },
  { 0x6a4, 0, "v", "w", NULL, NULL, "v" },
  { 0x6a9, 0, "k", NULL, NULL, NULL, NULL },
  { 0x6af, 0, "g", NULL, NULL, NULL, "H" },
  { 0x6cc, 0, "y", "j", "i", "i", "I" },
  { 0x6be, 0, "h", NULL, NULL, NULL, "H" },
  { 0x6c1, 0, "h", NULL, NULL, NULL, "G" },
  { 0x6d5, 0, "e", NULL, NULL, NULL, "a" },
  { 0x6d2, 0, "e", NULL, NULL, NULL, "a" },
  { 0x679, 0, "t", NULL, NULL, NULL, NULL },
  { 0x688, 0, "d", NULL, NULL, NULL, NULL },
  { 0x691, 0, "r", NULL, NULL, NULL, NULL },
  { 0x6ba, 0, "n", NULL, NULL, NULL, NULL },
  { 0x6c6, 0, "o", NULL, NULL, NULL, "o" },
  { 0x6ce, 0, "e", NULL, NULL, NULL, "e" },
};

/* Hebrew letters; vowels are not written here either. */
static const LotseFoldLetterRule hebrew_letters[] = {
  { 0x5d0, 0, "a", NULL, NULL, NULL, "*" },
  { 0x5d1, 0, "b", NULL, "v", "w", "B" },
  { 0x5d2, 0, "g", NULL, NULL, NULL, "H" },
  { 0x5d3, 0, "d", NULL, NULL, NULL, NULL },
  { 0x5d4, 0, "h", NULL, NULL, NULL, "G" },
  { 0x5d5, 0, "v", "w", "o", NULL, "W" },
  { 0x5d6, 0, "z", NULL, NULL, NULL, NULL },
  { 0x5d7, 0, "ch", NULL, "h", NULL, "H" },
  { 0x5d8, 0, "t", NULL, NULL, NULL, NULL },
  { 0x5d9, 0, "y", "j", "i", "i", "Y" },
  { 0x5da, 0, "ch", NULL, "k", NULL, "H" },
  { 0x5db, 0, "k", NULL, NULL, NULL, NULL },
  { 0x5dc, 0, "l", NULL, NULL, NULL, NULL },
  { 0x5dd, 0, "m", NULL, NULL, NULL, NULL },
  { 0x5de, 0, "m", NULL, NULL, NULL, NULL },
  { 0x5df, 0, "n", NULL, NULL, NULL, NULL },
  { 0x5e0, 0, "n", NULL, NULL, NULL, NULL },
  { 0x5e1, 0, "s", NULL, NULL, NULL, "s" },
  { 0x5e2, 0, "a", NULL, NULL, NULL, "*" },
  { 0x5e3, 0, "f", NULL, NULL, NULL, NULL },
  { 0x5e4, 0, "p", NULL, "f", NULL, "P" },
  { 0x5e5, 0, "ts", "z", NULL, NULL, "s" },
  { 0x5e6, 0, "ts", "z", NULL, NULL, "s" },
  { 0x5e7, 0, "k", NULL, NULL, NULL, NULL },
  { 0x5e8, 0, "r", NULL, NULL, NULL, NULL },
  { 0x5e9, 0, "sh", "sch", "s", NULL, "X" },
  { 0x5ea, 0, "t", NULL, NULL, NULL, NULL },
};

/*
 * Sounds. The rules of one first letter stand together, longer ones first; the first that fits is taken, and
 * a letter without a rule stands for itself.
 *
 * On the right are the codes of the key: b d f k l m n p r s t v as usual, h for every sound in the throat
 * (h, ch, kh, g, gh), x for sh, c for ch as in church, j for y, dj and zh at once, and the vowels a e i o u,
 * which lotse-spelling.c then mostly drops. On the left, capitals come from the column "sound" above:
 * S C J H are sounds that are certain; Y is a glide, W is Arabic or Hebrew waw, I is an i or a final a,
 * G is an h that may only carry a final vowel, E is Cyrillic e, * is a glottal stop.
 */
static const LotseSoundRule sound_rules[] = {
  { "*", LOTSE_SOUND_START, { "a" } },
  { "*", LOTSE_SOUND_ANY, { "" } },
  { "B", LOTSE_SOUND_START, { "b" } },
  { "B", LOTSE_SOUND_ANY, { "v", "b" } },
  { "C", LOTSE_SOUND_ANY, { "c" } },
  /* The d of Arabic is a z in Persian: Reza is Rida. */
  { "D", LOTSE_SOUND_ANY, { "d", "s" } },
  /* Елена is Elena and Jelena, but Сергей is only Sergej. */
  { "E", LOTSE_SOUND_START, { "e", "je" } },
  { "E", LOTSE_SOUND_ANY, { "e" } },
  { "G", LOTSE_SOUND_END, { "a", "h" } },
  { "G", LOTSE_SOUND_ANY, { "h" } },
  { "H", LOTSE_SOUND_ANY, { "h" } },
  { "I", LOTSE_SOUND_START, { "j" } },
  { "I", LOTSE_SOUND_END, { "i", "a" } },
  { "I", LOTSE_SOUND_ANY, { "i" } },
  { "J", LOTSE_SOUND_ANY, { "j" } },
  { "P", LOTSE_SOUND_START, { "p" } },
  { "P", LOTSE_SOUND_ANY, { "f", "p" } },
  { "S", LOTSE_SOUND_ANY, { "x" } },
  /* The th of Othman is an s in Osman. */
  { "T", LOTSE_SOUND_ANY, { "t", "s" } },
  { "W", LOTSE_SOUND_START, { "v" } },
  { "W", LOTSE_SOUND_END, { "u" } },
  { "W", LOTSE_SOUND_ANY, { "u", "v" } },
  { "X", LOTSE_SOUND_ANY, { "x", "s" } },
  { "Y", LOTSE_SOUND_START, { "j" } },
  { "Y", LOTSE_SOUND_ANY, { "i" } },

  /* Servant-of names: the article swallows its l before some letters (Abdurrahman, Abdelrahman). */
  { "abdurr", LOTSE_SOUND_START, { "abdlr" } },
  { "abderr", LOTSE_SOUND_START, { "abdlr" } },
  { "abdirr", LOTSE_SOUND_START, { "abdlr" } },
  /* Daoud is Dawud. */
  { "aou", LOTSE_SOUND_ANY, { "avu" } },
  /* The h of Abdullah is silent, that of Salih written Saleh is not. */
  { "ah", LOTSE_SOUND_END, { "a", "ah" } },
  /* Pawlo is Pavlo, but Tawfiq is Taufik. */
  { "aw", LOTSE_SOUND_BEFORE_CONSONANT, { "av", "au" } },
  { "ck", LOTSE_SOUND_ANY, { "k" } },
  { "cz", LOTSE_SOUND_ANY, { "c" } },
  { "chr", LOTSE_SOUND_ANY, { "kr" } },
  { "chs", LOTSE_SOUND_ANY, { "ks" } },
  /* Chalid, Kovalchuk, Rachid: German, English and French. */
  { "ch", LOTSE_SOUND_ANY, { "h", "c", "x" } },
  /* Petrovic typed for Petrović. */
  { "c", LOTSE_SOUND_END, { "c", "k" } },
  /* Turkish c is a dj: Cemal is Jamal. */
  { "c", LOTSE_SOUND_BEFORE_FRONT, { "s", "j" } },
  { "c", LOTSE_SOUND_BEFORE_VOWEL, { "k", "j" } },
  { "c", LOTSE_SOUND_ANY, { "k" } },
  { "dsch", LOTSE_SOUND_ANY, { "j" } },
  { "dzh", LOTSE_SOUND_ANY, { "j" } },
  { "dj", LOTSE_SOUND_ANY, { "j" } },
  { "dJ", LOTSE_SOUND_ANY, { "j" } },
  { "dz", LOTSE_SOUND_ANY, { "j" } },
  { "dh", LOTSE_SOUND_ANY, { "d" } },
  { "dt", LOTSE_SOUND_ANY, { "t" } },
  { "eh", LOTSE_SOUND_END, { "a", "ah" } },
  { "ee", LOTSE_SOUND_ANY, { "i" } },
  { "gh", LOTSE_SOUND_ANY, { "h" } },
  { "gj", LOTSE_SOUND_ANY, { "j" } },
  { "g", LOTSE_SOUND_ANY, { "h" } },
  /* Iuliia, Ievhen and Iaroslav are Ukrainian passport spellings of Julia, Jewhen and Jaroslaw. */
  { "i", LOTSE_SOUND_START_BEFORE_VOWEL, { "j" } },
  { "je", LOTSE_SOUND_START, { "je", "e" } },
  { "j", LOTSE_SOUND_START, { "j" } },
  { "j", LOTSE_SOUND_BEFORE_VOWEL, { "i", "j" } },
  { "j", LOTSE_SOUND_ANY, { "i" } },
  { "kh", LOTSE_SOUND_ANY, { "h" } },
  { "oo", LOTSE_SOUND_ANY, { "u" } },
  { "ou", LOTSE_SOUND_ANY, { "u" } },
  { "ph", LOTSE_SOUND_ANY, { "f" } },
  { "q", LOTSE_SOUND_ANY, { "k" } },
  { "schtsch", LOTSE_SOUND_ANY, { "x" } },
  { "shch", LOTSE_SOUND_ANY, { "x" } },
  { "szcz", LOTSE_SOUND_ANY, { "x" } },
  { "sch", LOTSE_SOUND_ANY, { "x" } },
  { "sh", LOTSE_SOUND_ANY, { "x" } },
  { "sz", LOTSE_SOUND_ANY, { "x" } },
  { "tsch", LOTSE_SOUND_ANY, { "c" } },
  { "tch", LOTSE_SOUND_ANY, { "c" } },
  { "tsh", LOTSE_SOUND_ANY, { "c" } },
  { "th", LOTSE_SOUND_ANY, { "t" } },
  { "ts", LOTSE_SOUND_ANY, { "s" } },
  { "tz", LOTSE_SOUND_ANY, { "s" } },
  { "w", LOTSE_SOUND_ANY, { "v" } },
  /* Albanian: Hoxha is Hodscha. */
  { "xh", LOTSE_SOUND_ANY, { "j" } },
  { "x", LOTSE_SOUND_ANY, { "ks" } },
  { "ye", LOTSE_SOUND_START, { "je", "e" } },
  { "y", LOTSE_SOUND_START_BEFORE_VOWEL, { "j" } },
  { "y", LOTSE_SOUND_ANY, { "i" } },
  { "zh", LOTSE_SOUND_ANY, { "j" } },
  { "z", LOTSE_SOUND_ANY, { "s" } },
  /* The end: no letter begins with this. */
  { "", LOTSE_SOUND_ANY, { NULL } },
};

/* Scripts that ICU writes in Latin letters; every other script goes through the last row. */
static const LotseFoldScriptRule script_rules[] = {
  { USCRIPT_GREEK, "Greek-Latin/UNGEGN" },
  { USCRIPT_GEORGIAN, "Georgian-Latin/BGN" },
  { USCRIPT_ARMENIAN, "Armenian-Latin/BGN" },
  { USCRIPT_ETHIOPIC, "Amharic-Latin/BGN" },
  { USCRIPT_UNKNOWN, "Any-Latin" },
};

/* Short words that people write together with the next one as often as not: Mc Donald, Al Hassan, O Neill. */
static const char particles[][8] = {
  "abd", "abdel", "abdul", "abo", "abu", "al", "an", "ar",  "as",  "at",  "az",  "ben", "bin", "bou", "d",
  "da",  "dal",   "de",    "del", "der", "di", "do", "dos", "du",  "el",  "en",  "es",  "ibn", "l",   "la",
  "le",  "lo",    "mac",   "mc",  "nic", "ni", "o",  "san", "santa", "st", "t", "ten", "ter", "van", "von", "zu",
};

/*
 * Ways to write the Arabic article, also where the next letter swallows its l. They share one key, because
 * they are too short for the sound rules.
 */
static const char articles[][4] = { "al", "el", "il", "ul", "ad", "ed", "an", "en",  "ar",
                                    "er", "as", "es", "at", "et", "az", "ez", "ash", "esh" };

/* Characters inside a word that are written or left out: the word is one, and so are its parts. */
static const gunichar apostrophes[] = {
  '\'', '`', 0xb4, 0x2b9, 0x2bb, 0x2bc, 0x2bd, 0x2be, 0x2bf, 0x2c8, 0x2018, 0x2019, 0x201b, 0x2032, 0xff07,
};

static const gunichar hyphens[] = { '-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0x5be, 0xfe63, 0xff0d };

static gpointer
letter_key (gunichar letter,
            gunichar mark)
{
  /* Both lie in the basic plane, so that together they fit into 32 bits. */
  return GUINT_TO_POINTER (((guint) letter << 16) | (guint) mark);
}

static void
add_letters (GHashTable *table,
             const LotseFoldLetterRule *rules,
             gsize n_rules)
{
  for (gsize i = 0; i < n_rules; i++)
    g_hash_table_insert (table, letter_key (rules[i].letter, rules[i].mark), (gpointer) &rules[i]);
}

static GHashTable *
letter_table (void)
{
  static gsize once;
  static GHashTable *table;

  if (g_once_init_enter (&once))
    {
      table = g_hash_table_new (NULL, NULL);
      add_letters (table, latin_letters, G_N_ELEMENTS (latin_letters));
      add_letters (table, cyrillic_letters, G_N_ELEMENTS (cyrillic_letters));
      add_letters (table, arabic_letters, G_N_ELEMENTS (arabic_letters));
      add_letters (table, hebrew_letters, G_N_ELEMENTS (hebrew_letters));
      g_once_init_leave (&once, 1);
    }
  return table;
}

/* The rule of a letter with its mark, or of the letter alone when the pair has none; NULL without any. */
const LotseFoldLetterRule *
lotse_fold_rules_letter (gunichar letter,
                         gunichar mark)
{
  const LotseFoldLetterRule *rule = NULL;

  if (letter > 0xffff || mark > 0xffff || (letter < 0x80 && mark == 0))
    return NULL;
  if (mark != 0)
    rule = g_hash_table_lookup (letter_table (), letter_key (letter, mark));
  return rule != NULL ? rule : g_hash_table_lookup (letter_table (), letter_key (letter, 0));
}

/* The first sound rule that begins with the character @first, or NULL; the others follow it directly. */
const LotseSoundRule *
lotse_fold_rules_sounds (char first)
{
  static gsize once;
  static const LotseSoundRule *by_first[128];

  if (g_once_init_enter (&once))
    {
      for (gsize i = G_N_ELEMENTS (sound_rules); i-- > 0;)
        by_first[(guchar) sound_rules[i].from[0] & 127] = &sound_rules[i];
      g_once_init_leave (&once, 1);
    }
  return by_first[(guchar) first & 127];
}

const char *
lotse_fold_rules_transliterator (UScriptCode script)
{
  gsize i = 0;

  while (script_rules[i].script != script && script_rules[i].script != USCRIPT_UNKNOWN)
    i++;
  return script_rules[i].transliterator;
}

gboolean
lotse_fold_rules_is_particle (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (particles); i++)
    if (strcmp (particles[i], word) == 0)
      return TRUE;
  return FALSE;
}

gboolean
lotse_fold_rules_is_article (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    if (strcmp (articles[i], word) == 0)
      return TRUE;
  return FALSE;
}

gboolean
lotse_fold_rules_is_apostrophe (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (apostrophes); i++)
    if (apostrophes[i] == character)
      return TRUE;
  return FALSE;
}

gboolean
lotse_fold_rules_is_hyphen (gunichar character)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hyphens); i++)
    if (hyphens[i] == character)
      return TRUE;
  return FALSE;
}
