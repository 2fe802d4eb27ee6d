# Reference values of the classical tests by R alone.
# Run: Rscript test/core/stats/reference/classical-r.R > test/core/stats/reference/classical-r.json
num <- function(v) { v <- as.numeric(v); ifelse(is.finite(v), sprintf("%.17g", v), "null") }
arr <- function(v) paste0("[", paste(num(v), collapse = ", "), "]")
lit <- function(v) if (is.character(v)) paste0('"', v, '"') else if (inherits(v, "list1") || length(v) > 1) arr(unclass(v)) else num(v)
obj <- function(l) paste0("{", paste(sprintf('"%s": %s', names(l), sapply(l, lit)), collapse = ", "), "}")
many <- function(v) structure(v, class = "list1")
out <- character(0)
add <- function(family, by, input, expected)
  out <<- c(out, sprintf('  {"family": "%s", "id": "r-%s-%d", "input": %s, "expected": %s, "computed_by": "%s"}',
    family, family, length(out) + 1, obj(input), obj(expected), by))

# the first three have outcomes of equal chance, which rounding tells apart: the 1e-7 of the two-sided rule
two <- list(c(1,5,3,8), c(3,5,8,11), c(0,5,3,17), c(2,45,9,47), c(0,60,4,60), c(0,60,0,60), c(60,60,60,60), c(0,1,1,1), c(1,1,0,1), c(3,3,0,3), c(7,7,5,7),
  c(12,950,1,50), c(30,9500,9,500), c(33,1100,52,1080), c(300,15000,480,15000), c(1,2,2,1000), c(10,10,0,10), c(5,20,5,20), c(400,4000,470,4100), c(0,95000,9,5000))
for (v in two) {
  t <- fisher.test(matrix(c(v[1], v[2]-v[1], v[3], v[4]-v[3]), 2))
  add("fisher_exact", "R fisher.test", list(x_a=v[1], n_a=v[2], x_b=v[3], n_b=v[4]), list(p_two_sided=t$p.value))
}
for (v in two) if (v[1]+v[3] > 0 && v[1]+v[3] < v[2]+v[4]) {
  s <- suppressWarnings(prop.test(c(v[1], v[3]), c(v[2], v[4]), correct=FALSE))
  d <- v[3]/v[4] - v[1]/v[2]
  z <- sign(d) * sqrt(unname(s$statistic))
  add("two_proportion_z", "R prop.test(correct = FALSE), root of the statistic", list(x_a=v[1], n_a=v[2], x_b=v[3], n_b=v[4]),
    list(diff=d, z=z, p_two_sided=2*pnorm(-abs(z))))
}
for (z in c(0, 0.001, 0.5, 1, 1.644853627, 1.96, -2.5, 3.3, 5, 7.5, -10, 20, 30, 37))
  add("normal_two_sided", "R pnorm", list(z=z), list(p_two_sided=2*pnorm(-abs(z)), log10_p=(log(2)+pnorm(-abs(z), log.p=TRUE))/log(10)))
for (z in c(40, 60, -100, 1000))
  add("normal_two_sided", "R pnorm(log.p = TRUE)", list(z=z), list(p_two_sided=NA, log10_p=(log(2)+pnorm(-abs(z), log.p=TRUE))/log(10)))

ps <- list(c(0.012,0.2,0.0004,0.049,0.012), c(0.03), c(0,1), c(1,1,1), c(0.01,0.01,0.01,0.01), c(0.5,0.04,0.03,0.02,0.01), c(1e-300,1e-200,0.04,0.9),
  c(0.0001,0.0004,0.0019,0.0095,0.0201,0.0278,0.0298,0.0344,0.0459,0.3240,0.4262,0.5719,0.6528,0.7590,1), c(0.05,0.05), c(0.049,0.051), c(0.9,0.8,0.7), c(0.001,0.6,0.024,0.05,0.02,0.021,0.3), c(0.2,0.2,0.1))
for (p in ps) for (m in c("holm", "BH"))
  add("p_adjust", "R p.adjust", list(p=many(p), method=m), list(adjusted=many(p.adjust(p, m))))

ks <- list(list(c(40,55,62), c(1000,1000,1000)), list(c(0,4), c(60,60)), list(c(0,0,1), c(10,20,30)), list(c(10,20,30), c(10,20,31)), list(c(1,0), c(1,1)),
  list(c(190,12), c(9500,500)), list(c(100,100,100,100), c(2000,2000,2000,2000)), list(c(2e6,2.01e6,1.99e6), c(1e8,1e8,1e8)), list(c(900000,9500), c(95e6,1e6)), list(c(3,5,8,13,21), c(500,510,490,505,495)),
  list(c(1e6,1.1e6), c(5e7,5e7)), list(c(7,7,5), c(7,7,7)), list(c(20,35,1), c(1000,900,3)), list(1:10, rep(100,10)))
for (k in ks) {
  x <- k[[1]]; n <- k[[2]]
  t <- suppressWarnings(chisq.test(rbind(x, n-x), correct=FALSE))
  logp <- pchisq(t$statistic, t$parameter, lower.tail=FALSE, log.p=TRUE)
  add("chisq_k_sample", "R chisq.test, pchisq", list(x=many(x), n=many(n)), list(chi2=t$statistic, df=t$parameter, p=if (logp > -690) exp(logp) else NA, log10_p=logp/log(10)))
}
gs <- list(list(c(5110,4890), c(.5,.5)), list(c(7010,2005,985), c(.7,.2,.1)), list(c(0,20), c(.5,.5)), list(c(95000,5000), c(.95,.05)), list(c(94500,5500), c(.95,.05)), list(c(5e7+5000,5e7-5000), c(.5,.5)),
  list(c(25,25,25,25), rep(.25,4)), list(c(10,0,0), c(.2,.4,.4)), list(c(1,0), c(.9,.1)), list(c(333,333,334), c(1,1,1)/3), list(c(60000,40000), c(.5,.5)), list(c(12,9,11,8,10), rep(.2,5)))
for (g in gs) for (f in c("srm_chisq", "chisq_gof")) {
  t <- suppressWarnings(chisq.test(g[[1]], p=g[[2]]))
  logp <- pchisq(t$statistic, t$parameter, lower.tail=FALSE, log.p=TRUE)
  add(f, "R chisq.test, pchisq", list(observed=many(g[[1]]), weights=many(g[[2]])), list(chi2=t$statistic, df=t$parameter, p=if (logp > -690) exp(logp) else NA, log10_p=logp/log(10)))
}

cs <- list(list(c(40,55,62), c(1000,1000,1000), 0:2), list(c(40,55,62), c(1000,1000,1000), c(5,10,15)), list(c(62,55,40), c(1000,1000,1000), 0:2), list(c(0,1,4,9), c(50,50,50,50), 1:4), list(c(10,10,10), c(100,100,100), 0:2),
  list(c(0,5), c(20,20), 0:1), list(c(190,12,3), c(9500,400,100), c(0,1,5)), list(c(2e6,2.01e6,2.02e6), c(1e8,1e8,1e8), 0:2), list(c(1,2,1), c(1,3,1), c(-1,0,1)), list(c(30,20,30), c(300,300,300), 0:2),
  list(c(5,6,7,9,14), c(100,80,60,50,40), c(1,2,4,8,16)), list(c(20,10), c(20,20), c(0,3)), list(c(100,150), c(1000,1000), c(-5,7)))
for (k in cs) {
  x <- k[[1]]; n <- k[[2]]; s <- k[[3]]
  t <- suppressWarnings(prop.trend.test(x, n, s))
  fit <- lm(x/n ~ s, weights=n)
  add("cochran_armitage", "R prop.trend.test, lm(weights = n)", list(x=many(x), n=many(n), scores=many(s)),
    list(chi2=if (t$statistic < 1e-25) 0 else t$statistic, slope=if (abs(coef(fit)[2]) < 1e-15) 0 else coef(fit)[2], p_two_sided=pchisq(t$statistic, 1, lower.tail=FALSE)))
}

es <- list(c(22,4,40,3), c(0,10,5,10), c(5,10,0,10), c(1,1,1,1), c(1,1,0,1), c(100,1000,150,1100), c(10,0.5,10,0.5), c(9500,95,500,5), c(3,95,2,5), c(120000,1000,121000,1000), c(7,7,7,14), c(30,1e6,55,1.2e6), c(200,1,600,1))
for (e in es) for (cf in c(0.95, 0.99)) {
  t <- poisson.test(c(e[3], e[1]), c(e[4], e[2]), conf.level=cf)
  add("poisson_rate_ratio", "R poisson.test", list(x_a=e[1], t_a=e[2], x_b=e[3], t_b=e[4], conf=cf),
    list(ratio=if (e[1] == 0) NA else t$estimate, lower=t$conf.int[1], upper=t$conf.int[2], p_two_sided=t$p.value))
}

ws <- list(c(2,25,1000,2.4,36,900), c(0,1,2,0,1,2), c(1,0,5,2,3,5), c(1,3,5,2,0,5), c(10,4,2,12,9,3), c(0.05,1.2,95000,0.06,1.3,5000), c(0.05,1.2,9.5e7,0.06,1.3,5e6), c(100,1,30,90,1,30), c(-3,2,10,3,2,10), c(1e6,1e12,1000,1.1e6,2e12,1000), c(0.001,1e-6,50,0.0011,2e-6,70), c(5,1e-3,400,6,1e2,7), c(1.5,1.5,12,1.5,2.5,9))
for (w in ws) for (cf in c(0.95, 0.999)) {
  va <- w[2]/w[3]; vb <- w[5]/w[6]; se <- sqrt(va+vb); df <- (va+vb)^2/(va^2/(w[3]-1)+vb^2/(w[6]-1)); d <- w[4]-w[1]
  h <- qt((1-cf)/2, df, lower.tail=FALSE)*se
  logp <- log(2)+pt(abs(d/se), df, lower.tail=FALSE, log.p=TRUE)
  add("welch_t", "R pt, qt", list(mean_a=w[1], var_a=w[2], n_a=w[3], mean_b=w[4], var_b=w[5], n_b=w[6], conf=cf),
    list(diff=d, t=d/se, df=df, p_two_sided=if (logp > -690) exp(min(0, logp)) else NA, log10_p=min(0, logp)/log(10), lower=d-h, upper=d+h))
}
cat(sprintf('{"computed_by": "%s, classical-r.R", "cases": [\n', R.version.string), paste(out, collapse=",\n"), "\n]}\n", sep="")
