/* Every suite, from the bottom of the library to the top: SUITE(x) is x_suite() in test_x.c. */
#ifndef BP_SUITES_H
#define BP_SUITES_H

#define SUITES(SUITE)       \
    SUITE(contract)         \
    SUITE(matrix)           \
    SUITE(shapes)           \
    SUITE(scalar)           \
    SUITE(rng)              \
    SUITE(activation)       \
    SUITE(loss)             \
    SUITE(accuracy)         \
    SUITE(equations)        \
    SUITE(entries)          \
    SUITE(single)           \
    SUITE(network)          \
    SUITE(path)             \
    SUITE(pass)             \
    SUITE(forms)            \
    SUITE(numeric)          \
    SUITE(kinks)            \
    SUITE(differences)      \
    SUITE(step)             \
    SUITE(bounds)           \
    SUITE(width)            \
    SUITE(difference_widths)\
    SUITE(table)            \
    SUITE(verdict)          \
    SUITE(along)            \
    SUITE(along_verdict)    \
    SUITE(along_made)       \
    SUITE(answers)          \
    SUITE(verify)           \
    SUITE(blame)            \
    SUITE(mistakes)         \
    SUITE(shows)            \
    SUITE(signature)        \
    SUITE(diagnosis)        \
    SUITE(shrink)           \
    SUITE(shrink_smaller)   \
    SUITE(handed_in)        \
    SUITE(hidden)           \
    SUITE(reach)            \
    SUITE(batch)            \
    SUITE(samples)          \
    SUITE(preflight)        \
    SUITE(alike)            \
    SUITE(data)             \
    SUITE(built_in)         \
    SUITE(csv)              \
    SUITE(samples_fit)      \
    SUITE(csv_refused)      \
    SUITE(options)          \
    SUITE(outfile)          \
    SUITE(idx)              \
    SUITE(problem)          \
    SUITE(say)              \
    SUITE(npy)              \
    SUITE(array)            \
    SUITE(judge)            \
    SUITE(verify_out)       \
    SUITE(verify_files)     \
    SUITE(explain)          \
    SUITE(explain_styles)   \
    SUITE(tex)              \
    SUITE(verify_words)     \
    SUITE(verify_along)     \
    SUITE(verify_counts)    \
    SUITE(departure)        \
    SUITE(trials)           \
    SUITE(steps)            \
    SUITE(traps)            \
    SUITE(size_traps)       \
    SUITE(steps_traps)

#endif
