# Rscript method_peers.R TASK FILE [B]: the job of `bench_methods TASK FILE [B]` with R and its packages, as its users would
# write it. Prints the time in milliseconds without the start of R and its packages, and the same figure.
args <- commandArgs(TRUE)
task <- args[1]
d <- read.csv(args[2])
B <- if (length(args) > 2) as.integer(args[3]) else 9999L
n <- nrow(d)
use <- function(...) for (p in c(...)) suppressPackageStartupMessages(library(p, character.only = TRUE))
change <- function(s) (d[[paste0("y", s)]] - d[[paste0("x", s)]]) / 60
items <- function() as.data.frame(sapply(2:11, function(s) (d$x1 + d[[paste0("x", s)]] + 60) %/% 120))
set.seed(1)

work <- switch(task,
  signed_rank = function() suppressWarnings(wilcox.test(change(1), exact = FALSE)$p.value),
  signed_rank_coin = {
    use("coin")
    function() as.numeric(pvalue(wilcoxsign_test(d$y1 ~ d$x1, distribution = "exact", zero.method = "Wilcoxon")))
  },
  signed_rank_exactranktests = {
    use("exactRankTests")
    function() wilcox.exact(d$y1, d$x1, paired = TRUE, exact = TRUE)$p.value
  },
  hodges_lehmann = function() unname(suppressWarnings(wilcox.test(change(1), conf.int = TRUE, exact = FALSE)$estimate)),
  mann_whitney = function() suppressWarnings(wilcox.test(d$y1, d$x1, exact = FALSE)$p.value),
  mann_whitney_coin = {
    use("coin")
    score <- c(d$x1, d$y1)
    wave <- factor(rep(1:2, each = n))
    function() as.numeric(pvalue(wilcox_test(score ~ wave, distribution = "exact")))
  },
  sign_flip = function() {
    z <- sapply(1:13, change)
    observed <- abs(colSums(z))
    hits <- numeric(13)
    for (block in split(seq_len(B), seq_len(B) %/% 10000)) {
      signs <- matrix(2L * (runif(length(block) * n) < .5) - 1L, length(block), n)
      hits <- hits + colSums(abs(signs %*% z) >= rep(observed, each = length(block)))
    }
    sum((hits + 1) / (B + 1))
  },
  bootstrap = {
    use("boot")
    function() sum(sapply(1:13, function(s) {
      x <- change(s)
      b <- boot(x, function(x, i) mean(x[i]), B)
      boot.ci(b, type = "bca", L = mean(x) - (sum(x) - x) / (n - 1))
      b$t0
    }))
  },
  bootstrap_households = {
    use("boot")
    household <- ((seq_len(n) - 1) * seq_len(n) / 2) %% 200
    sums <- tapply(change(1), household, sum)
    sizes <- tapply(change(1), household, length)
    function() quantile(boot(cbind(sums, sizes), function(m, i) sum(m[i, 1]) / sum(m[i, 2]), B)$t, .025)
  },
  mixed_model = {
    use("lme4", "lmerTest")
    i <- rep(seq_len(n) - 1, each = 3)
    wave <- rep(0:2, n)
    long <- data.frame(i, wave = factor(wave),
                       y = as.vector(rbind(d$x1, d$y1, d$x1 + d$y2 - d$x2)) / 60)
    long$age <- ((37 * i) %% 101) / 10
    long <- long[(7 * i + 3 * wave) %% 13 >= 2, ]
    function() coef(summary(lmerTest::lmer(y ~ wave + age + (1 | i), long)))[3, 1]
  },
  alpha = { use("psych"); x <- items(); function() psych::alpha(x)$total$raw_alpha },
  omega = { use("psych"); x <- items(); function() { l <- fa(x)$loadings; sum(l)^2 / (sum(l)^2 + sum(1 - l^2)) } },
  factor_ml = { x <- items(); function() { l <- factanal(x, 1)$loadings; sum(l)^2 / (sum(l)^2 + sum(1 - l^2)) } },
  polychoric = { use("psych"); x <- items(); function() { r <- psych::polychoric(x, correct = 0)$rho; sum(r[lower.tri(r)]) } },
  proportional_odds = {
    use("ordinal")
    answer <- factor((c(d$x1, d$y1) + 30) %/% 60)
    wave <- rep(0:1, each = n)
    function() clm(answer ~ wave)$beta[[1]]
  },
  stop("no task ", task)
)
time <- system.time(figure <- work())[["elapsed"]]
cat(sprintf("%s n = %d: %.3f ms (%.10g)\n", task, n, 1000 * time, figure))
