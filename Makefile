# backproof, the front door. `make help` says what there is to do.
#
#   CC CFLAGS LDFLAGS   the compiler; flags that come after ours; flags for the linker
#   BUILD               where everything is made                             (build)
#   WERROR=1            a warning is an error, as in .ci/run
#   V=1                 shows the commands themselves
#   PYTHON              a python3 for what needs NumPy or PyTorch            (the first that has it)
#   PREFIX DESTDIR      where `make install` puts things                     (/usr/local)
#
# This is GNU make; every recipe is POSIX sh.

BUILD ?= build
PREFIX ?= /usr/local
CFLAGS ?=
LDFLAGS ?=
export BUILD CC CFLAGS LDFLAGS WERROR PYTHON

# What comes last cannot be overruled: the numbers must be the same everywhere.
warnings := -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(if $(WERROR),-Werror)
flags = -O3 $(warnings) $(CFLAGS) -std=c11 -ffp-contract=off
ifneq ($(filter -ffast-math -Ofast -ffinite-math-only,$(CFLAGS)),)
$(error backproof: with $(CFLAGS) a NaN would pass every comparison)
endif

library := $(BUILD)/libbackproof.a
program := $(BUILD)/backproof
suites := $(BUILD)/suites
experiment := $(BUILD)/bars
campaign := $(BUILD)/campaign
score := $(BUILD)/score
bench := $(BUILD)/bench

suite_sources := $(wildcard checks/test_*.c) checks/check_main.c
experiment_sources := $(wildcard checks/bars*.c checks/wide.c checks/wide_*.c) checks/accuracy.c
campaign_sources := $(wildcard checks/campaign*.c)
score_sources := $(wildcard checks/score*.c) checks/campaign_draw.c
bench_sources := $(wildcard checks/bench*.c)
program_sources := $(filter-out $(suite_sources) $(experiment_sources) $(campaign_sources) \
    $(score_sources) $(bench_sources) checks/mutant%.c,$(wildcard checks/*.c))

library_objects := $(patsubst %.c,$(BUILD)/%.o,$(wildcard lib/*.c))
program_objects := $(program_sources:%.c=$(BUILD)/%.o)
suite_objects := $(suite_sources:%.c=$(BUILD)/%.o)
experiment_objects := $(experiment_sources:%.c=$(BUILD)/%.o)
campaign_objects := $(campaign_sources:%.c=$(BUILD)/%.o)
score_objects := $(score_sources:%.c=$(BUILD)/%.o)
bench_objects := $(bench_sources:%.c=$(BUILD)/%.o)
program_tested := $(filter-out %/main.o,$(program_objects))
tested_objects := $(program_tested) \
	$(patsubst %,$(BUILD)/checks/%.o,accuracy bars_tally wide wide_long)

# One short line for a command, unless V=1; none with make -s.
short = $(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),,@printf '  %-3s %s\n' '$(1)' '$@';)

## Build ------------------------------------------------------------------------------------------

all: $(library) $(program) ## builds the library and the program

run: all ## verifies the derivation on Iris
	@$(program) verify

$(library): $(library_objects)
	@rm -f $@
	$(call short,AR)$(AR) rcs $@ $^

$(program): $(program_objects) $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(jansson) $(zlib) -lm

$(suites): $(suite_objects) $(tested_objects) $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(check) $(jansson) $(zlib) -lm

$(experiment): $(experiment_objects) $(BUILD)/checks/say.o $(BUILD)/checks/steps.o $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(quadmath) -lm

$(campaign): $(campaign_objects) $(program_tested) $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(jansson) $(zlib) -lm

$(score): $(score_objects) $(program_tested) $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(jansson) $(zlib) -lm

$(bench): $(bench_objects) $(program_tested) $(library)
	$(call short,LD)$(CC) $(flags) $(LDFLAGS) -o $@ $^ $(jansson) $(zlib) -lm

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call short,CC)$(CC) $(flags) $(includes) -Ilib -MMD -MP -c -o $@ $<

# A package is asked for by the targets that need it, and by no other.
$(program_objects): includes = $(shell pkg-config --cflags jansson zlib)
$(suite_objects): includes = $(shell pkg-config --cflags check jansson zlib)
jansson = $(shell pkg-config --libs jansson)
zlib = $(shell pkg-config --libs zlib)
check = $(shell pkg-config --libs check)

# gcc has it where the processor lacks 113 bits; clang never.
quadmath = $(shell $(CC) -fsyntax-only -include quadmath.h -x c /dev/null 2>/dev/null && \
	echo -lquadmath)

# Where the program, once installed, finds the scripts of its figures.
$(BUILD)/checks/plot.o: includes += -DBACKPROOF_DATA='"$(PREFIX)/share/backproof"'
$(BUILD)/checks/plot.o: $(BUILD)/prefix
$(BUILD)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@

$(program_objects): | need-libjansson-dev need-zlib1g-dev
$(suite_objects): | need-check need-libjansson-dev need-zlib1g-dev
need-libjansson-dev: found = pkg-config --exists jansson
need-zlib1g-dev: found = pkg-config --exists zlib
need-check: found = pkg-config --exists check
need-gnuplot-nox: found = command -v gnuplot
need-zip: found = command -v zip
need-valgrind: found = command -v valgrind
need-pkg-config: found = command -v pkg-config
need-gcc: found = echo '\#include <stdio.h>' | $(CC) -fsyntax-only -x c -
need-libjansson-dev need-zlib1g-dev need-check: | need-pkg-config
need-%:
	@{ $(found); } >/dev/null 2>&1 || { echo "backproof: this target needs the package" \
	    "$*; run: make setup" >&2; exit 1; }

# Other flags than last time: everything is compiled again.
$(BUILD)/flags: export used = $(CC) $(flags) $(LDFLAGS)
$(BUILD)/flags: FORCE | need-gcc
	@mkdir -p $(@D)
	@printf '%s\n' "$$used" | cmp -s - $@ || printf '%s\n' "$$used" >$@

-include $(shell find $(BUILD)/lib $(BUILD)/checks -name '*.d' 2>/dev/null)

## Check ------------------------------------------------------------------------------------------

scripts := $(wildcard checks/check_*.sh)

check: all $(suites) $(experiment) $(campaign) $(score) $(bench) ## builds and passes every suite, lesson, exercise and script
	@failed=; for script in $(scripts); do sh $$script || failed="$$failed $$script"; done; \
	$(MAKE) --no-print-directory test || failed="$$failed suites"; \
	[ -z "$$failed" ] || { echo "backproof: failed:$$failed" >&2; exit 1; }

# A suite that is forgotten would be a suite that cannot fail.
test: $(suites) ## only the suites; CK_RUN_SUITE=matrix is one of them
	@for name in $(patsubst checks/test_%.c,%,$(wildcard checks/test_*.c)); do \
	    grep -q "SUITE($$name)" checks/suites.h || { \
	        echo "backproof: checks/suites.h does not name $$name (checks/test_$$name.c)" >&2; \
	        exit 1; }; \
	done
	@$(suites)

sanitizer = $(MAKE) --no-print-directory run test BUILD='$(BUILD)/$@' \
	CFLAGS='$(CFLAGS) -O1 -g -fno-omit-frame-pointer $(1)' LDFLAGS='$(LDFLAGS) $(1)'
asan ubsan valgrind coverage: export CK_TIMEOUT_MULTIPLIER ?= 10

asan: ## the suites and the run, watched by the address sanitizer
	+@$(call sanitizer,-fsanitize=address)

ubsan: ## the same, watched by the undefined-behaviour sanitizer
	+@$(call sanitizer,-fsanitize=undefined -fno-sanitize-recover=all)

# Memory is counted where nothing forks, so tests that end the process stay out; long double
# has 64 bits there.
memcheck = valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite,possible
valgrind: export CK_FORK = no
valgrind: export CK_EXCLUDE_TAGS = abort long-double
valgrind: export CK_DEFAULT_TIMEOUT = 0
valgrind: | need-valgrind ## the same, watched by valgrind
	@$(MAKE) --no-print-directory $(BUILD)/valgrind/suites $(BUILD)/valgrind/backproof \
	    BUILD='$(BUILD)/valgrind' CFLAGS='$(CFLAGS) -O1 -g'
	$(memcheck) $(BUILD)/valgrind/backproof verify >/dev/null
	$(memcheck) $(BUILD)/valgrind/suites

coverage: ## which lines of lib/ the suites run (gcc); fails under 98 %
	@rm -rf '$(BUILD)/coverage'
	@$(MAKE) --no-print-directory test BUILD='$(BUILD)/coverage' \
	    CFLAGS='$(CFLAGS) -O0 --coverage' LDFLAGS='$(LDFLAGS) --coverage'
	@sh checks/coverage.sh '$(BUILD)/coverage' 98

COUNT ?= 10000
SEED ?= 1
JOBS ?= 1

campaign: $(campaign) ## random networks: no false alarm, no miss? COUNT=10000 SEED=1 JOBS=1
	@$(campaign) --count $(COUNT) --seed $(SEED) --jobs $(JOBS)

score: COUNT = 460
score: $(score) ## every mistake in random networks: caught, named? COUNT=460 SEED=1 JOBS=1
	@$(score) --count $(COUNT) --seed $(SEED) --jobs $(JOBS)

literature: all ## trains Nielsen's networks: MNIST=FOLDER of its four files, or the built-in digits
	@sh checks/literature.sh $(MNIST)

SAMPLES ?= 8000
ROUNDS ?= 5

# Compiled for this processor: other instructions, the same numbers.
native = $(shell for flag in -march=native -mcpu=native; do \
	$(CC) $$flag -fsyntax-only -x c /dev/null 2>/dev/null && { echo $$flag; break; }; done)

bench: $(bench) ## how fast? against NumPy and PyTorch, full matrix against per sample; SAMPLES=8000 ROUNDS=5
	@$(MAKE) --no-print-directory '$(BUILD)/native/bench' BUILD='$(BUILD)/native' \
	    CFLAGS='$(CFLAGS) $(native)'
	@python=$$(sh checks/python.sh numpy torch || sh checks/python.sh numpy); \
	$(bench) --samples $(SAMPLES) --rounds $(ROUNDS) --native '$(BUILD)/native/bench' \
	    --python "$$python"

mutants: all ## breaks every function of the derivation: is it found?
	@sh checks/mutants.sh

wider: $(suites) ## makes every bar ten times as wide: does a suite fail?
	@sh checks/widen.sh

bars: $(experiment) ## compares a million errors of each kind with their bars, in 113 bits
	@$(experiment)

lint: ## cppcheck, clang-tidy, shellcheck and the layout of the code
	@sh checks/lint.sh

format: ## lays out lib/*.c and checks/*.c as .clang-format says
	@sh checks/lint.sh format

## Learn ------------------------------------------------------------------------------------------

lessons: $(library) ## runs the lessons, compares what they print
	@sh checks/check_lessons.sh

exercise-%: | need-gcc ## exercise-07 checks it; HINT=1 shows a hint, STUDENT=FILE checks that file
	@sh notebooks-c/exercises/run.sh $*

plots: $(program) | need-gnuplot-nox ## draws every figure, from real runs, as SVG, PNG and PDF
	@PROGRAM=$(program) sh plots/run.sh

plot-%: $(program) | need-gnuplot-nox ## draws one of them
	@PROGRAM=$(program) sh plots/run.sh $*

figures-pack: $(program) | need-gnuplot-nox need-zip ## packs them for LaTeX and Overleaf, with captions, numbers, a note and slides
	@PROGRAM=$(program) sh plots/pack.sh $(BUILD)/figures-pack.zip

## Install ----------------------------------------------------------------------------------------

root = $(DESTDIR)$(PREFIX)
private := alike around candidate csv csv_text digits evidence iris judging mistake_families mistake_parts rounding \
	signature witness
headers = $(filter-out $(private:%=lib/%.h),$(wildcard lib/*.h))

install: all ## the library, its headers and the program go below PREFIX
	install -d '$(root)/bin' '$(root)/include/backproof' '$(root)/lib/pkgconfig' \
	    '$(root)/share/backproof/plots'
	install -m 644 plots/*.gp plots/draw.sh '$(root)/share/backproof/plots'
	install -m 755 $(program) '$(root)/bin'
	install -m 644 $(headers) '$(root)/include/backproof'
	install -m 644 $(library) '$(root)/lib'
	version=$$(sed -n 's/^#define BP_VERSION "\(.*\)"/\1/p' lib/version.h) && \
	sed -e 's|@PREFIX@|$(PREFIX)|' -e "s|@VERSION@|$$version|" lib/backproof.pc.in \
	    >'$(root)/lib/pkgconfig/backproof.pc'

uninstall: ## removes what install has put there
	rm -f '$(root)/bin/backproof' '$(root)/lib/libbackproof.a' \
	    '$(root)/lib/pkgconfig/backproof.pc'
	rm -rf '$(root)/include/backproof' '$(root)/share/backproof'

setup: ## installs what is missing (Debian), or names it
	@sh checks/setup.sh

setup-bench: ## the same for what `make bench` races against: NumPy with OpenBLAS, PyTorch
	@sh checks/setup.sh bench

# Another BUILD is removed only where make has built into it, and never with the sources.
clean: ## removes everything that was made
	@[ '$(BUILD)' = build ] || { [ -e '$(BUILD)/flags' ] && [ ! -e '$(BUILD)/Makefile' ]; } || { \
	    echo 'backproof: $(BUILD) holds more than what make has made' >&2; exit 1; }
	rm -rf '$(BUILD)'

help: ## this list
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

ifneq ($(filter setup setup-bench clean,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
.PHONY: all run check test campaign literature bench setup-bench asan ubsan valgrind coverage \
	mutants wider bars lint format \
	lessons plots figures-pack \
	install uninstall setup clean help FORCE
