# Reference values of sample size and power for equal arms: R power.prop.test.
# Run: Rscript test/core/stats/reference/sample-size.R > test/core/stats/reference/sample-size.json
cases <- expand.grid(p1 = c(0.002, 0.02, 0.3), lift = c(1.05, 1.3, 0.5), alpha = c(0.05, 0.01), power = c(0.8, 0.95))
row <- function(i) {
  k <- cases[i, ]
  n <- power.prop.test(p1 = k$p1, p2 = k$p1 * k$lift, sig.level = k$alpha, power = k$power, tol = 1e-14)$n
  half <- power.prop.test(n = n / 2, p1 = k$p1, p2 = k$p1 * k$lift, sig.level = k$alpha)$power
  sprintf('{"p1":%.17g,"p2":%.17g,"alpha":%.17g,"power":%.17g,"n":%.15g,"powerOfHalf":%.15g}', k$p1, k$p1 * k$lift, k$alpha, k$power, n, half)
}
cat("[\n", paste(sapply(seq_len(nrow(cases)), row), collapse = ",\n"), "\n]\n", sep = "")
