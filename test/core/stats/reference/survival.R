# Reference values of Kaplan-Meier and log-rank: R survival.
# Run: Rscript test/core/stats/reference/survival.R > test/core/stats/reference/survival.json
suppressMessages(library(survival))
set.seed(7)
list_of <- function(v, f = "%.17g") paste0("[", paste(sprintf(f, v), collapse = ","), "]")
one <- function(time, event, group) {
  fit <- survfit(Surv(time, event) ~ 1)
  seen <- fit$n.event > 0
  dif <- survdiff(Surv(time, event) ~ group)
  two <- if (length(unique(group)) == 2) sprintf('"score":%.17g,"information":%.17g,', dif$obs[2] - dif$exp[2], dif$var[2, 2]) else ""
  sprintf('{"time":%s,"event":%s,"group":%s,"survTimes":%s,"surv":%s,%s"chiSquare":%.17g,"df":%d,"p":%.17g}',
    list_of(time), list_of(event, "%d"), list_of(group, "%d"), list_of(fit$time[seen]), list_of(fit$surv[seen]), two,
    dif$chisq, length(unique(group)) - 1L, pchisq(dif$chisq, length(unique(group)) - 1, lower.tail = FALSE))
}
draw <- function(n, arms, rate, window, ties) {
  group <- rep(seq_len(arms), length.out = n)
  time <- rexp(n, rate * (1 + 0.4 * (group - 1)))
  if (ties) time <- ceiling(time)
  early <- runif(n, 0, 3 * window)
  censor <- pmin(early, window)
  if (ties) censor <- ceiling(censor)
  list(time = pmin(time, censor), event = as.integer(time <= censor), group = as.integer(group))
}
sets <- list(
  list(time = c(20, 35, 35, 50, 80, 300, 300, 300, 10, 35, 90, 100, 300), event = as.integer(c(1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0)), group = as.integer(c(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2))),
  draw(40, 2, 0.05, 20, TRUE), draw(200, 2, 0.02, 30, TRUE), draw(60, 2, 0.3, 30, FALSE), draw(150, 4, 0.05, 25, TRUE), draw(30, 3, 0.1, 15, FALSE),
  # 95/5, rare
  local({ d <- draw(400, 20, 0.002, 72, TRUE); d$group <- ifelse(d$group == 20L, 2L, 1L); d })
)
cat("[\n", paste(sapply(sets, function(s) do.call(one, s)), collapse = ",\n"), "\n]\n", sep = "")
