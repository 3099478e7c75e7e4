/** The help of `analyze`. */

export const ANALYZE_HELP = `\
Usage: deno task analyze --features FILE [--labels FILE] [options]

For each size, finds the sets of variables (multiplets) with the smallest and the largest
O-information. A variable is a column of the features, such as the activations of one neuron. Below 0,
synergy dominates; above 0, redundancy. With labels, the O-information includes the class label.

Inputs:
  --features FILE          numbers, samples x variables: .npy, .npz, .safetensors, .parquet, .csv, .tsv
                           or other text, also gzipped; acts.npz:fc1 is the array fc1 of a file of
                           several; - is standard input
  --labels FILE            one label per sample, in any of these formats: integers, booleans, names of
                           classes, or one-hot columns
  --label-column COLUMN    the column with the labels, if the file has several. Without --labels, it is
                           a column of the features, which is then not analysed
  --continuous             the label is a quantity, not a class; needs --label-encoding ordinal
  --ignore-label LABEL     leave out the samples with this label, such as -100; can be repeated
  --groups COLUMN|FILE     samples with the same value belong together, such as the frames of a video:
                           a column of the features, which is then not analysed, or a file with one
  --maps RULE              the features are an array of 3 or 4 axes with feature maps, or with units of
                           tokens; each map becomes a variable:
    mean, max              its mean or its largest value over positions
    components:Q           a block of its Q leading principal components over positions
    positions:COUNT        positions become samples: COUNT of each sample, at the same random places
                           in all; they form a group per sample
  --layout NAME            axes of such an array: nchw (samples, maps, height, width, as in PyTorch; or
                           samples, maps, length), nhwc (samples, height, width, maps, as in Keras; or
                           samples, length, maps) or ntd (samples, tokens, units)
  --columns LIST           analyse these columns only; other columns need not be numbers
  --without LIST           do not analyse these columns
  --drop-samples           leave out samples with a missing value (NaN, empty or infinite) or a text
                           among numbers in a column that is used, or without a label, and tell how
                           many
  --drop-degenerate        leave out columns that are constant, not finite, copies of other columns,
                           linearly dependent or determined by the label, and list them; without it
                           they are an error
  --dependence NAME        columns that others determine linearly: examined (default) refuses them;
                           ignored analyses them as they are, though their O-information is -infinity
  --header, --no-header    the first line of a text file is names, or is a sample; default: names if it
                           has anything but numbers
  --input-format NAME      csv, tsv, npy, npz, safetensors or parquet: the format of standard input, or
                           of features whose name does not tell it

A LIST has columns (with --maps: maps) by index, from 0, or by name, and ranges of either, with commas
between: 0,5-7 or fc1[0]-fc1[9],bias. A name that contains a comma, a semicolon or a hyphen between
other names, or that is a number, is written in double quotes: "a,b","7". A quote in it is written
twice. Mind the quotes of your shell: --columns '"a,b",c'.

Labels:
  --label-encoding NAME    how the label enters the O-information; default ordinal, without labels none
    ordinal                its number is ranked like a column. Depends on how classes are numbered;
                           cannot see a class in the middle, nor XOR
    one-hot                an indicator per class. Sees different means of the classes; cannot see
                           different variances or correlations, nor XOR
    class-gaussian         one Gaussian per class. Sees different means, variances and correlations of
                           pairs; needs large classes, and I(X;y) can exceed H(y)
    none                   the label is left out
  XOR: for independent normal x1, x2 and the label x1 x2 > 0, the label contributes 0 bits with ordinal
  and one-hot, and -0.375 bits with class-gaussian (the truth is -1). No encoding sees XOR of three or
  more variables, and without labels none sees anything beyond pairs. See docs/encodings.md.

Search:
  --sizes LIST             numbers of variables per multiplet, such as 2-6 or 2,4,6; default: all
                           from 2 on that the number of samples supports
  --search NAME            exhaustive: compare all multiplets, of the sizes in --sizes or of all
                           sizes; ladder: local search of all sizes at once; greedy: compare all up
                           to a small size, then add one variable at a time; annealing, genetic and
                           cross-entropy for comparison with others; none: only measure the sets of
                           --multiplets; default exhaustive for up to 20 variables and for sizes
                           that take up to 10 s, else ladder
  --objective NAME         the measure, with the label, that ranks the sets: o-information (default),
                           total-correlation or dual-total-correlation. Needs --search exhaustive or
                           greedy; the default search is one of them
  --exhaustive-up-to K     largest size at which a greedy search compares all multiplets; default 6
  --calls C                new starts of a ladder search for each end and island; default 1000, fewer
                           for many variables
  --islands I              independent ladders that are merged; default 4
  --resume FOLDER          keep the finished parts of a ladder search in this folder, such as islands,
                           and take those that it has: after an interrupt, run the same command again
                           to continue. The result does not depend on it. The files stay there: with
                           more --islands, only the new ones are searched. Delete the folder when it
                           is no longer needed
  --max-seconds S          refuse what is estimated to take longer: the search, with --significance
                           and the other estimator; default 1800 (30 minutes); Infinity: no limit
  --max-bytes B            refuse a search that needs more memory; default half of the machine's
                           memory, or 2147483648 (2 GiB) without --allow-sys; Infinity: no limit
  --workers N              threads for what takes more than 0.3 s; the result does not depend on N;
                           default one per core
  --top T                  list the T smallest and the T largest values per size, not one each
  --multiplets "0,1,3;a,b" also measure these multiplets: a LIST each
  --multiplets-file FILE   the same with one multiplet per line
  --estimator NAME         copula (default): Gaussian formulas on ranks; gaussian: on the values
                           themselves. For the sets of --multiplets alone, without a search, also:
    ksg                    nearest neighbours, beside their estimates of Gaussian samples with the
                           same correlations; with labels for up to 4 columns
    bins                   frequencies in bins of each column, beside those of independent columns;
                           needs 10 samples per cell
    bounded                I(X;y) from 0 to the entropy of the label, by a cross-validated classifier
  --rescore NAME           also measure the sets of --multiplets, and the first set of each extreme of
                           the five smallest sizes, by this estimator
  --neighbours K           of ksg: nearest neighbours; default 4
  --scale NAME             of ksg, which depends on it: copula (default, normal scores of ranks),
                           standardised or raw columns
  --bins B                 of bins: bins per column, with equally many samples each; default 3
  --reference-draws N      of ksg, bins and bounded: samples of each reference, from 2; default 10
  --blocks "0-2;3;4-5"     columns that form one variable together, a LIST each; all other columns are
                           left out, and indices of variables count blocks
  --rank-bias-draws N      Gaussian samples that show the bias of ranks in the most synergistic sets;
                           0: none; default 10, of the smallest sizes for which that takes up to 2 s
  --significance LIST      tests whether the extremes are more than chance; several with commas, or all:
    split                  one half of the samples is searched; what is found there is estimated in the
                           other half, with a 95 % interval
    target                 searches with permuted labels
    max                    searches of permuted columns; each extreme beside the largest of all sizes
  --draws N                permutations of target and max, from 19; default 999
  --units NAME             unit of all values: bits (default) or nats
  --no-bias-correction     do not correct entropies for the number of samples
  --ties NAME              ranks of equal values: average (default), index (by sample order, as the
                           paper's study) or random
  --seed S                 root of all random numbers, an integer from 0; default 0

Output:
  --format NAME            json (default), csv or table
  --output FILE            write the result to this file, not to standard output (-)
  --report FILE.html       also write a page with the result, its figures, and up to 2,000 samples of
                           the members; it opens in any browser, offline
  --no-data                no samples in the page
  --help                   print this text

Results list variables by their column in the features, from 0; numbers stay the same if columns are
left out. Exit status: 0 done, 1 the work failed, 2 invalid input or options.`;
