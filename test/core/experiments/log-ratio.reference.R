# Rscript log-ratio.reference.R > log-ratio.reference.json
suppressMessages(library(metafor))
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
one <- function(x) sprintf("%.17g", as.numeric(x))
# successes and contacts of the first arm, then of the second
rates <- list(c(40, 2000, 60, 2100), c(0, 500, 4, 480), c(12, 12, 8, 10), c(3894, 21307, 3238, 21387), c(1, 1e8, 3, 1e8), c(5, 95, 400, 9905))
amounts <- list(list(c(0, 0, 12.5, 30, 0, 7, 99.9), c(0, 3, 0, 0, 45.25, 60)), list(c(1, 2, 3), c(100, 250, 300, 20)))
pooled <- list(c(120, 6000, 200, 6000), c(80, 5000, 60, 5100), c(300, 9000, 430, 9100), c(45, 2500, 30, 2400), c(210, 8000, 260, 7900))
rr <- sapply(rates, function(r) {
  e <- escalc(measure = "RR", ai = r[3], n1i = r[4], ci = r[1], n2i = r[2])
  sprintf('    { "counts": %s, "estimate": %s, "variance": %s }', num(r), one(e$yi), one(e$vi))
})
rom <- sapply(amounts, function(x) {
  a <- x[[1]]; b <- x[[2]]
  e <- escalc(measure = "ROM", m1i = mean(b), sd1i = sd(b), n1i = length(b), m2i = mean(a), sd2i = sd(a), n2i = length(a))
  sprintf('    { "first": %s, "second": %s, "estimate": %s, "variance": %s }', num(a), num(b), one(e$yi), one(e$vi))
})
m <- do.call(rbind, pooled)
f <- rma(yi, vi, data = escalc(measure = "RR", ai = m[, 3], n1i = m[, 4], ci = m[, 1], n2i = m[, 2]), method = "DL", test = "adhoc")
cat('{\n  "madeBy": "R ', as.character(getRversion()), ' metafor ', as.character(packageVersion("metafor")), ', log-ratio.reference.R",\n', sep = "")
cat('  "rates": [\n', paste(rr, collapse = ",\n"), '\n  ],\n', sep = "")
cat('  "amounts": [\n', paste(rom, collapse = ",\n"), '\n  ],\n', sep = "")
cat('  "pooled": {\n    "counts": [', paste(sapply(pooled, num), collapse = ", "), '],\n', sep = "")
cat('    "lift": ', one(expm1(f$b)), ', "lower": ', one(expm1(f$ci.lb)), ', "upper": ', one(expm1(f$ci.ub)),
  ',\n    "tauSquared": ', one(f$tau2), ', "iSquared": ', one(f$I2 / 100), ', "q": ', one(f$QE), '\n  }\n}\n', sep = "")
