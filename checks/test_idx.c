/* Images and labels from IDX files, plain and packed; and what is none is refused in one sentence. */
#define _POSIX_C_SOURCE 200809L
#include "test_data.h"

#include <sys/stat.h>
#include <zlib.h>

#include "capture.h"
#include "idx.h"
#include "test_folder.h"

#define PIXELS "\000\001\377abcdefABC\200\201\202" "012\007\010\011"
#define IMAGES "\0\0\10\3\0\0\0\7\0\0\0\3\0\0\0\1" PIXELS  /* seven of 3×1 bytes */
#define LABELS "\0\0\10\1\0\0\0\7\2\4\1\1\4\0\2"

/* A text with zeros in it, and its length. */
#define BYTES(text) text, sizeof text - 1

static void put_pair(void)
{
    put_file("images", BYTES(IMAGES));
    put_file("labels", BYTES(LABELS));
}

static void put_packed(const char *name, const char *bytes, unsigned length)
{
    gzFile out = gzopen(in_folder(name), "wb");
    ck_assert_int_eq(gzwrite(out, bytes, length), (int)length);
    ck_assert_int_eq(gzclose(out), Z_OK);
}

/* Both from the folder. */
static bool read_pair(bp_samples *all, const char *images, const char *labels)
{
    char first[sizeof in_it];
    snprintf(first, sizeof first, "%s", in_folder(images));
    return idx_read(all, first, in_folder(labels));
}

static void ck_is_the_pair(bp_samples *all)
{
    static const size_t labels[] = {2, 4, 1, 1, 4, 0, 2};
    ck_assert_uint_eq(all->X.rows, 7);
    ck_assert_uint_eq(all->X.cols, 3);
    ck_assert_uint_eq(all->Y.rows, 7);
    ck_assert_uint_eq(all->Y.cols, 5);
    ck_assert_uint_eq(all->classes, 5);
    ck_assert_ptr_null(all->names);
    for (size_t m = 0; m < 7; m++) {
        for (size_t i = 0; i < 3; i++) {
            double byte = (double)(unsigned char)PIXELS[3 * m + i];
            ck_assert_double_eq(BP_AT(&all->X, m, i), byte / 255.0);
        }
        for (size_t j = 0; j < 5; j++) {
            ck_assert_double_eq(BP_AT(&all->Y, m, j), j == labels[m]);
        }
    }
    bp_samples_free(all);
}

START_TEST(pixels_go_from_0_to_1_and_labels_become_one_hot)
{
    bp_samples all;
    put_pair();
    ck_assert(read_pair(&all, "images", "labels"));
    ck_is_the_pair(&all);
}
END_TEST

START_TEST(packed_files_are_the_same)
{
    bp_samples all;
    put_packed("images.gz", BYTES(IMAGES));
    put_packed("labels.gz", BYTES(LABELS));
    ck_assert(read_pair(&all, "images.gz", "labels.gz"));
    ck_is_the_pair(&all);
    put_file("plain.gz", BYTES(IMAGES)); /* somebody unpacked it and kept the name */
    ck_assert(read_pair(&all, "plain.gz", "labels.gz"));
    ck_is_the_pair(&all);
}
END_TEST

/* One of the two files is something else. */
static const struct {
    bool labels;
    const char *bytes;
    size_t length;
    const char *sentence;
} wrong[] = {
    {false, BYTES(LABELS), "byte 0: expected IDX images (0x00000803), found labels (0x00000801): "
                           "first the images, then the labels"},
    {true, BYTES(IMAGES), "byte 0: expected IDX labels (0x00000801), found images (0x00000803): "
                          "first the images, then the labels"},
    {false, BYTES("P5 28 28 255 and so on"),
     "byte 0: expected IDX images (0x00000803), found 0x50352032\n"},
    {true, BYTES("\37\213\10\0\0\0\0\0\0"), "byte 0: expected IDX labels (0x00000801), found a gzip "
                                            "file: let its name end in .gz"},
    {false, BYTES("\0\0\15\3" IMAGES), "byte 2: expected unsigned bytes (0x08), found floats (0x0d)"},
    {false, BYTES("\0\0\16\3" IMAGES), "byte 2: expected unsigned bytes (0x08), found doubles (0x0e)"},
    {true, BYTES("\0\0\14\1" LABELS), "byte 2: expected unsigned bytes (0x08), found whole numbers of "
                                      "4 bytes (0x0c)"},
    {false, BYTES("\0\0\7\3" IMAGES), "byte 0: expected IDX images (0x00000803), found 0x00000703\n"},
    {false, BYTES("\0\0\10\2" IMAGES), "byte 3: expected 3 dimensions, as IDX images have, found 2"},
    {true, BYTES("\0\0\10\2" IMAGES), "byte 3: expected 1 dimension, as IDX labels have, found 2"},
    {false, BYTES("\0\0\10"), "byte 3: expected IDX images with a header of 16 bytes, found the end"},
    {false, BYTES("\0\0\10\3\0\0\0\7\0\0\0\3\0\0\0"),
     "byte 15: expected IDX images with a header of 16 bytes, found the end"},
    {true, BYTES("\0\0\10\1\0\0\0"),
     "byte 7: expected IDX labels with a header of 8 bytes, found the end"},
    {false, BYTES("\0\0\10\3\0\0\0\0\0\0\0\3\0\0\0\1"),
     "byte 4: expected one or more IDX images, found 0"},
    {false, BYTES("\0\0\10\3\0\0\0\7\0\0\0\3\0\0\0\0"), "byte 12: expected one or more columns, found 0"},
    {true, BYTES("\0\0\10\1\0\0\0\0"), "byte 4: expected one or more IDX labels, found 0"},
    {false, IMAGES, sizeof IMAGES - 2,
     "byte 36: expected 7 images of 3x1 bytes, found the end after 6"},
    {false, BYTES(IMAGES "x"), "byte 37: expected the end after 7 images of 3x1 bytes, found 1 byte more"},
    {true, LABELS, sizeof LABELS - 3, "byte 13: expected 7 labels, found the end after 5"},
    {true, BYTES(LABELS "\1\1\1"), "byte 15: expected the end after 7 labels, found 3 bytes more"},
    {false, BYTES("\0\0\10\3\377\377\377\377\377\377\377\377\377\377\377\377" PIXELS),
     "byte 37: expected 4294967295 images of 4294967295x4294967295 bytes, found the end after 0"},
    {false, BYTES("\0\0\10\3\200\0\0\0\200\0\0\0\0\0\0\4" PIXELS), /* 2^64 bytes */
     "byte 37: expected 2147483648 images of 2147483648x4 bytes, found the end after 0"},
    {true, BYTES("\0\0\10\1\0\0\0\5\2\4\1\1\4"), "byte 4: expected 7 labels, as many as "},
    {true, BYTES("\0\0\10\1\0\0\0\7\0\0\0\0\0\0\0"),
     "expected two classes or more, found only label 0"},
};

static void ck_refused(const char *images, const char *labels, const char *file, const char *sentence)
{
    bp_samples all;
    capture c = capture_begin(stderr);
    bool read = read_pair(&all, images, labels);
    capture_end(&c);
    ck_assert_msg(!read, "read, instead of: %s", sentence);
    assert_empty(&all);
    ck_one_sentence(&c, file, sentence);
    ck_one_sentence(&c, file, in_folder(file));
}

START_TEST(what_is_not_idx_is_refused_in_one_sentence)
{
    const char *name = wrong[_i].labels ? "labels" : "images";
    put_pair();
    FILE *file = fopen(in_folder(name), "wb");
    fwrite(wrong[_i].bytes, 1, wrong[_i].length, file);
    fclose(file);
    ck_refused("images", "labels", name, wrong[_i].sentence);
}
END_TEST

START_TEST(what_is_no_file_is_refused_in_one_sentence)
{
    put_pair();
    ck_refused("none", "labels", "none", "expected IDX images: No such file or directory");
    ck_refused("images", "none.gz", "none.gz", "expected IDX labels: No such file or directory");
    ck_refused(".", "labels", ".", "expected IDX images: Is a directory");
    fclose(fopen(in_folder("empty"), "wb"));
    ck_refused("images", "empty", "empty",
               "byte 0: expected IDX labels with a header of 8 bytes, found an empty file");
    fclose(fopen(in_folder("empty.gz"), "wb"));
    ck_refused("empty.gz", "labels", "empty.gz",
               "byte 0: expected IDX images with a header of 16 bytes, found an empty file");
    ck_assert_int_eq(mkdir(in_folder("folder.gz"), 0700), 0);
    ck_refused("folder.gz", "labels", "folder.gz", "expected IDX images: Is a directory");
    ck_assert_int_eq(mkfifo(in_folder("pipe"), 0600), 0);
    FILE *both_ends = fopen(in_folder("pipe"), "r+b");
    fwrite(IMAGES, 1, sizeof IMAGES - 1, both_ends);
    fflush(both_ends);
    ck_refused("pipe", "labels", "pipe", "expected a file, found a pipe or a device");
    fclose(both_ends);
}
END_TEST

/* The packed images: whole, damaged at one byte, or cut. Returns how long it is. */
static size_t put_damaged(long at, long length)
{
    char bytes[200];
    put_packed("whole.gz", BYTES(IMAGES));
    FILE *file = fopen(in_folder("whole.gz"), "rb");
    size_t count = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    bytes[at < 0 ? (long)count + at : at] ^= (char)(at == 0 ? 0 : 0x55);
    put_file("damaged.gz", bytes, (size_t)(length <= 0 ? (long)count + length : length));
    return count;
}

START_TEST(damaged_packed_files_are_refused_in_one_sentence)
{
    static const struct {
        long at, length; /* counted from the end where they are negative */
        const char *sentence;
    } damages[] = {{-6, 0, "found damaged bytes before it"}, /* its checksum */
                   {-2, 0, "found damaged bytes before it"}, /* its length */
                   {15, 0, ""},                              /* its data */
                   {0, -3, "found the end"},
                   {0, 20, "byte 20: expected IDX images in gzip format, found the end"},
                   {0, 7, "byte 7: expected IDX images in gzip format, found the end"}};
    put_pair();
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        put_damaged(damages[i].at, damages[i].length);
        ck_refused("damaged.gz", "labels", "damaged.gz", damages[i].sentence);
        ck_refused("damaged.gz", "labels", "damaged.gz", "expected IDX images in gzip format, found");
    }
}
END_TEST

START_TEST(without_memory_at_any_allocation_no_image_is_read)
{
    bp_samples all;
    put_pair();
    for (size_t n = 0; n < 4; n++) {
        bp_use_calloc(run_dry);
        allocations_left = n;
        ck_refused("images", "labels", n < 2 ? "labels" : "images", ": no memory for 7 IDX ");
        bp_use_calloc(NULL);
    }
    bp_use_calloc(run_dry);
    allocations_left = 4;
    ck_assert(read_pair(&all, "images", "labels"));
    bp_use_calloc(NULL);
    bp_samples_free(&all);
}
END_TEST

START_TEST(idx_is_told_by_its_first_bytes)
{
    put_pair();
    put_file("table.csv", "a,b,class\n1,2,x\n3,4,y\n", 0);
    put_file("short", BYTES("\0\0\10"));
    ck_assert(idx_is(in_folder("images")) && idx_is(in_folder("labels")));
    ck_assert(!idx_is(in_folder("table.csv")) && !idx_is(in_folder("short")));
    ck_assert(!idx_is(in_folder("none")) && !idx_is(in_folder(".")));
}
END_TEST

START_TEST(files_are_closed_again_read_or_refused)
{
    bp_samples all;
    int before = dup(STDERR_FILENO);
    close(before);
    put_pair();
    put_packed("images.gz", BYTES(IMAGES));
    ck_assert(read_pair(&all, "images.gz", "labels"));
    bp_samples_free(&all);
    ck_refused("images", "images", "images", "found images");
    ck_refused("images.gz", "none", "none", "No such file");
    put_damaged(0, 20);
    ck_refused("damaged.gz", "labels", "damaged.gz", "found the end");
    int after = dup(STDERR_FILENO);
    close(after);
    ck_assert_int_eq(after, before);
}
END_TEST

Suite *idx_suite(void)
{
    Suite *suite = suite_create("idx");
    TCase *tests = tcase_create("idx");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, pixels_go_from_0_to_1_and_labels_become_one_hot);
    tcase_add_test(tests, packed_files_are_the_same);
    LOOP(tests, what_is_not_idx_is_refused_in_one_sentence, wrong);
    tcase_add_test(tests, what_is_no_file_is_refused_in_one_sentence);
    tcase_add_test(tests, damaged_packed_files_are_refused_in_one_sentence);
    tcase_add_test(tests, without_memory_at_any_allocation_no_image_is_read);
    tcase_add_test(tests, idx_is_told_by_its_first_bytes);
    tcase_add_test(tests, files_are_closed_again_read_or_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
