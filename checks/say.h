/* The one way text reaches people.
 *
 *   say_begin                  reads the locale and the environment, once, at the start
 *   say                        fprintf for people: ASCII where the locale is not UTF-8
 *   say_padded                 the same in a column of a table, whatever its bytes
 *   say_wrapped                a paragraph, broken between words
 *   say_columns                how many columns a text takes on a screen
 *   say_style                  colour, on a terminal only; a word says the same
 *   complain                   one sentence on stderr: backproof: …
 *   complain_about             …: d/network.txt: …
 *   progress, progress_text    a bar on stderr for what takes longer than two seconds
 *
 * Files for other programs are not for people: they are written with fprintf.
 */
#ifndef SAY_H
#define SAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __GNUC__
#define SAY_FORMAT(text, first) __attribute__((format(printf, text, first)))
#else
#define SAY_FORMAT(text, first)
#endif

/* Learns from the environment whether the locale is UTF-8. Numbers keep their decimal point. */
void say_begin(void);

/* True: symbols are transliterated (∂ → d, ᵀ → ^T, …); --ascii calls this. */
void say_ascii(bool ascii);

void say(FILE *out, const char *format, ...) SAY_FORMAT(2, 3);

/* Pads with spaces to |width| columns: on the left, or for a negative width on the right, as printf
 * does. A text that is wider stays whole. */
void say_padded(FILE *out, int width, const char *format, ...) SAY_FORMAT(3, 4);

/* Words with blanks between them, in lines of at most 80 columns, each indented. It ends the last
 * line. */
void say_wrapped(FILE *out, int indent, const char *format, ...) SAY_FORMAT(3, 4);

/* The columns of a text as say() would write it. */
size_t say_columns(const char *text);

/* Switches what follows to a style, where `out` is a terminal that may be coloured (NO_COLOR and
 * TERM=dumb are honoured); elsewhere does nothing. End with SAY_PLAIN. */
typedef enum { SAY_PLAIN, SAY_STRONG, SAY_GOOD, SAY_WARNING, SAY_BAD, SAY_FAINT } say_kind;
void say_style(FILE *out, say_kind kind);

/* One sentence about what is wrong; it needs no newline. */
void complain(const char *format, ...) SAY_FORMAT(1, 2);

/* What the next complaints are about, before their sentence; NULL: nothing in particular. */
void complain_about(const char *place);

/* Shows how far a long run is; done == total removes the bar. Cheap enough for an inner loop. */
void progress(size_t done, size_t total);

#define PROGRESS_SIZE 80

/* The bar's text after so many seconds: [########------------]  40 %, 3 s left */
void progress_text(char text[PROGRESS_SIZE], size_t done, size_t total, double seconds);

#endif
