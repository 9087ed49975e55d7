/* Names that a person types.
 *
 *   names_of_activations, names_of_losses, names_of_data    what is built in
 *   names_nearest                            what was probably meant
 *   complain_unknown                         one sentence: what is unknown, what is nearest
 *
 * A list of names ends with NULL.
 */
#ifndef NAMES_H
#define NAMES_H

#define NAMES_MOST 32

void names_of_activations(const char *names[NAMES_MOST]);
void names_of_losses(const char *names[NAMES_MOST]);
/* What --data can name: random too. */
void names_of_data(const char *names[NAMES_MOST]);

/* The name that takes the fewest edits (insert, delete, replace, swap neighbours) to reach, or NULL
 * where none is near. */
const char *names_nearest(const char *given, const char *const *names);

/* --loss: unknown name 'quadratc', nearest is quadratic (known: quadratic, cross-entropy, …) */
void complain_unknown(const char *what, const char *given, const char *const *names);

#endif
