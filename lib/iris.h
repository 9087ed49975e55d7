/* The iris flowers: 50 of each of three species (setosa, versicolor, virginica), measured in
 * centimetres: sepal length, sepal width, petal length, petal width.
 *
 * E. Anderson gathered them (The irises of the Gaspé Peninsula, Bulletin of the American Iris
 * Society 59, 1935); R. A. Fisher printed the numbers (The use of multiple measurements in
 * taxonomic problems, Annals of Eugenics 7, 1936, Table I). These are Fisher's, as R and
 * scikit-learn have them. The copy of the UCI repository has three other numbers: there flower 35
 * ends in 0.1 (here 0.2), and flower 38 is 4.9, 3.1, 1.5, 0.1 (here 4.9, 3.6, 1.4, 0.1).
 */
#ifndef BP_IRIS_H
#define BP_IRIS_H

extern const double bp_iris[3][50][4];

#endif
