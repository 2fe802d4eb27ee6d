# Reference values of the power a pair needs: R integrate and uniroot.
# Run: Rscript test/core/stats/reference/pair-power.R > test/core/stats/reference/pair-power.json
all_beaten <- function(x, rivals) integrate(function(t) dnorm(t) * pnorm(t + sqrt(2) * x)^rivals, -Inf, Inf, rel.tol = 1e-13, subdivisions = 2000)$value
one <- function(power, rivals) {
  x <- uniroot(function(x) all_beaten(x, rivals) - power, c(-8, 8), tol = 1e-14)$root
  sprintf('{"power":%.17g,"rivals":%d,"pair":%.17g,"allAtPower":%.17g}', power, rivals, pnorm(x), all_beaten(qnorm(power), rivals))
}
grid <- expand.grid(power = c(0.5, 0.8, 0.9, 0.99), rivals = c(1L, 2L, 3L, 7L))
cat("[\n", paste(mapply(one, grid$power, grid$rivals), collapse = ",\n"), "\n]\n", sep = "")
