/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key as text.
 *
 * Printed keys use 32 letters and digits without those that look alike (0 and O, 1 and I and L, U and V); what people type
 * instead is read as what they saw.  Two bytes of checksum find nearly every typing error.
 */
#include "lotse-key-text.h"

#include "lotse-db.h"

#include <sodium.h>
#include <string.h>

#define KEY_BYTES 32
#define CHECK_BYTES 2
#define GROUP 5

static const char LETTERS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
compute_check (const guint8 key[KEY_BYTES], guint8 check[CHECK_BYTES])
{
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, key, KEY_BYTES, NULL, 0);
  memcpy (check, hash, CHECK_BYTES);
}

/* The five bits from bit `at` on, filled up with zeroes behind the end. */
static guint
five_bits (const guint8 *bytes, gsize size, gsize at)
{
  guint pair = (guint) bytes[at / 8] << 8 | (at / 8 + 1 < size ? bytes[at / 8 + 1] : 0);

  return (pair >> (11 - at % 8)) & 31;
}

char *
lotse_key_print (const guint8 key[32])
{
  guint8 bytes[KEY_BYTES + CHECK_BYTES];
  GString *text = g_string_sized_new (80);

  memcpy (bytes, key, KEY_BYTES);
  compute_check (key, bytes + KEY_BYTES);
  for (gsize at = 0; at < 8 * sizeof bytes; at += 5)
    {
      if (at > 0 && at % (5 * GROUP) == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, LETTERS[five_bits (bytes, sizeof bytes, at)]);
    }
  sodium_memzero (bytes, sizeof bytes);
  return g_string_free (text, FALSE);
}

/* The number of a letter as people read it, or -1. */
static int
letter_value (char letter)
{
  char upper = g_ascii_toupper (letter);
  const char *found;

  if (upper == 'O')
    upper = '0';
  else if (upper == 'I' || upper == 'L')
    upper = '1';
  else if (upper == 'U')
    upper = 'V';
  found = upper != '\0' ? strchr (LETTERS, upper) : NULL;
  return found != NULL ? (int) (found - LETTERS) : -1;
}

gboolean
lotse_key_parse (const char *text, guint8 key[32])
{
  guint8 bytes[KEY_BYTES + CHECK_BYTES + 1] = { 0 };
  guint8 check[CHECK_BYTES];
  gsize n = 0;
  guint bits = 0, n_bits = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      int value = letter_value (*p);

      if (g_ascii_isspace (*p) || *p == '-')
        continue;
      if (value < 0 || n >= KEY_BYTES + CHECK_BYTES)
        return FALSE;
      bits = ((bits << 5) | (guint) value) & 0xfff;
      n_bits += 5;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          bytes[n++] = (guint8) (bits >> n_bits);
        }
    }
  compute_check (bytes, check);
  if (n != KEY_BYTES + CHECK_BYTES || memcmp (check, bytes + KEY_BYTES, CHECK_BYTES) != 0)
    return FALSE;
  memcpy (key, bytes, KEY_BYTES);
  sodium_memzero (bytes, sizeof bytes);
  return TRUE;
}

/* The text is "1:salt:nonce:box" in hexadecimal. */

char *
lotse_key_wrap (const guint8 key[32], const char *passphrase)
{
  guint8 salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES], derived[crypto_secretbox_KEYBYTES];
  guint8 box[KEY_BYTES + crypto_secretbox_MACBYTES];
  char salt_text[2 * sizeof salt + 1], nonce_text[2 * sizeof nonce + 1], box_text[2 * sizeof box + 1];

  randombytes_buf (salt, sizeof salt);
  randombytes_buf (nonce, sizeof nonce);
  if (!lotse_db_derive_key (passphrase, salt, derived))
    return NULL;
  crypto_secretbox_easy (box, key, KEY_BYTES, nonce, derived);
  sodium_memzero (derived, sizeof derived);
  return g_strdup_printf ("1:%s:%s:%s\n", sodium_bin2hex (salt_text, sizeof salt_text, salt, sizeof salt),
                          sodium_bin2hex (nonce_text, sizeof nonce_text, nonce, sizeof nonce),
                          sodium_bin2hex (box_text, sizeof box_text, box, sizeof box));
}

static gboolean
read_hex (const char *text, guint8 *bytes, gsize size)
{
  gsize got = 0;

  return text != NULL && sodium_hex2bin (bytes, size, text, strlen (text), "\n", &got, NULL) == 0 && got == size;
}

gboolean
lotse_key_unwrap (const char *text, const char *passphrase, guint8 key[32])
{
  guint8 salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES], derived[crypto_secretbox_KEYBYTES];
  guint8 box[KEY_BYTES + crypto_secretbox_MACBYTES];
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  gboolean opened;

  if (g_strv_length (parts) != 4 || strcmp (parts[0], "1") != 0 || !read_hex (parts[1], salt, sizeof salt)
      || !read_hex (parts[2], nonce, sizeof nonce) || !read_hex (parts[3], box, sizeof box) || !lotse_db_derive_key (passphrase, salt, derived))
    return FALSE;
  opened = crypto_secretbox_open_easy (key, box, sizeof box, nonce, derived) == 0;
  sodium_memzero (derived, sizeof derived);
  return opened;
}
