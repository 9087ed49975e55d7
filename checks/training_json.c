/* A learning curve for a program: what a table leaves empty is null here. */
#include <math.h>

#include "training.h"
#include "verify_json.h"

static json_t *layers(const curve *c, const double *row, curve_group group)
{
    json_t *all = json_array();
    for (size_t l = 1; l <= c->L; l++) {
        json_array_append_new(all, number_to_json(row[curve_column(c->L, group, l)]));
    }
    return all;
}

static json_t *row_to_json(const curve *c, const double *row)
{
    json_t *object = json_pack("{s:I}", "epoch", (json_int_t)row[CURVE_EPOCH]);
    json_object_set_new(object, "loss", number_to_json(row[CURVE_LOSS]));
    json_object_set_new(object, "accuracy", number_to_json(row[CURVE_ACCURACY]));
    json_object_set_new(object, "held_loss", number_to_json(row[CURVE_HELD_LOSS]));
    json_object_set_new(object, "held_accuracy", number_to_json(row[CURVE_HELD_ACCURACY]));
    json_object_set_new(object, "seconds", number_to_json(row[CURVE_SECONDS]));
    json_object_set_new(object, "norm_W", layers(c, row, CURVE_NORM));
    if (!isnan(row[curve_column(c->L, CURVE_COMPLEX, 1)])) {
        json_object_set_new(object, "complex", layers(c, row, CURVE_COMPLEX));
        json_object_set_new(object, "central", layers(c, row, CURVE_CENTRAL));
        json_object_set_new(object, "kinks", layers(c, row, CURVE_KINKS));
    }
    return object;
}

bool training_json(const training *t)
{
    const training_wishes *w = t->wishes;
    json_t *root = begin_json(), *network = network_to_json(&t->p), *epochs = json_array();
    json_t *how = json_pack("{s:s, s:s}", "method", w->method, "init", w->init);
    json_object_set_new(network, "batch", json_integer((json_int_t)t->trainer.batch.room));
    json_object_set_new(how, "eta", json_real(w->eta));
    json_object_set_new(how, "momentum", json_real(w->momentum));
    json_object_set_new(how, "lambda", json_real(w->lambda));
    json_object_set_new(how, "learned_from", json_integer((json_int_t)t->learned));
    json_object_set_new(how, "held_out", json_integer((json_int_t)t->held_count));
    for (size_t i = 0; i < t->curve.rows; i++) {
        json_array_append_new(epochs, row_to_json(&t->curve, curve_row(&t->curve, i)));
    }
    json_object_set_new(root, "network", network);
    json_object_set_new(root, "learning", how);
    json_object_set_new(root, "epochs", epochs);
    return end_json(stdout, root, "the learning curve");
}
