/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Randomness that follows from the seed, in the place of libsodium's: one stream for each thread, so that threads that work
 * side by side do not change each other's numbers.
 */
#include "sim.h"

#include <sodium.h>
#include <string.h>

static guint64 seed_of_run;
static guint n_streams;

static _Thread_local struct
{
  guint64 state;
  guint run; /* streams begin anew with each run */
} stream;

static guint run_number;

/* SplitMix64 (Steele, Lea, Flood 2014): small, good enough for a simulation, never for secrets. */
static guint64
next_number (void)
{
  guint64 z;

  if (stream.run != run_number)
    {
      stream.run = run_number;
      stream.state = seed_of_run ^ ((guint64) (guint) g_atomic_int_add (&n_streams, 1) << 40);
    }
  z = (stream.state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static const char *
name (void)
{
  return "simulation";
}

static uint32_t
random_number (void)
{
  return (uint32_t) next_number ();
}

static void
random_bytes (void *const buffer, const size_t size)
{
  guint8 *bytes = buffer;

  for (size_t at = 0; at < size; at += 8)
    {
      guint64 number = next_number ();

      memcpy (bytes + at, &number, MIN (size - at, 8));
    }
}

static struct randombytes_implementation implementation = {
  .implementation_name = name,
  .random = random_number,
  .buf = random_bytes,
};

void
sim_random_install (void)
{
  randombytes_set_implementation (&implementation);
}

void
sim_random_reset (guint64 seed)
{
  seed_of_run = seed * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d) + 1;
  n_streams = 0;
  run_number++;
}
