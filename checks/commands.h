/* The commands of the program: each gets its own name in argv[0], its options after it, and returns
 * the program's exit status (options.h). */
#ifndef COMMANDS_H
#define COMMANDS_H

int command_verify(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_judge(int argc, char **argv);
int command_mistakes(int argc, char **argv);
int command_plot(int argc, char **argv);
int command_shrink(int argc, char **argv);
int command_sweep(int argc, char **argv);
int command_train(int argc, char **argv);

#endif
