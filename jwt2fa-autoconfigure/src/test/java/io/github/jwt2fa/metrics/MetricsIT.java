package io.github.jwt2fa.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Prometheus is told of real logins, and that the dashboard, the alerts and the page
 * of the guide speak of that alone.
 */
class MetricsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(
			"management.endpoints.web.exposure.include=prometheus", "jwt2fa.metrics.session-count-interval=1h",
			"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.max-codes-sent-per-user=2/1h",
			"jwt2fa.max-auth-attempts-per-code-token=1", "jwt2fa.max-active-code-tokens-per-user=none");

	private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("src/docs");

	/** What Prometheus adds to all of an application. */
	private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

	private static final Pattern SELECTOR = Pattern.compile("(jwt2fa_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");

	private static final Pattern RANGE = Pattern.compile("\\[(\\w+)]");

	private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

	private static String user;

	/** Before any other test has done anything. */
	private static Scrape toured;

	@BeforeAll
	static void tour() {
		user = app.newUser();
		ApiClient.Answer login = app.login(user);
		ApiClient in = app.client().bearer(login.text("access"));
		in.get("/me");
		in.get("/me");
		app.client().refresh(login.text("refresh"));
		app.clock().advance(Duration.ofSeconds(31));
		app.client().refresh(login.text("refresh"));
		app.client().getCode(user, "wrong");
		String codeToken = app.codeTokenFor(user);
		app.client().auth(codeToken, "0000000");
		app.client().auth(codeToken, "0000000");
		app.getCode(user);
		app.getCode("noah");
		String other = app.newUser();
		ApiClient enrolled = app.loggedIn(other);
		AuthenticatorApp authenticator = enrolled.enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		app.client().auth(app.codeTokenFor(other), authenticator.code());
		app.client().auth(app.codeTokenFor(other), authenticator.code());
		app.bean(LiveSessions.class).run();
		toured = scrape();
	}

	private static Scrape scrape() {
		return Scrape.of(text());
	}

	private static String text() {
		ApiClient.Answer answer = app.loggedIn(app.newUser()).get("/actuator/prometheus");
		assertThat(answer.status()).isEqualTo(200);
		return answer.body();
	}

	@Test
	void scrapeWhenUsersLoggedInThenTellsByWhatAndHowItWent() {
		assertThat(toured.sum("jwt2fa_logins_total", Map.of("method", "code-sender", "outcome", "success")))
			.isGreaterThanOrEqualTo(2);
		assertThat(toured.sum("jwt2fa_logins_total", Map.of("method", "totp", "outcome", "success", "reason", "none")))
			.isEqualTo(1);
		assertThat(toured.sum("jwt2fa_logins_total",
				Map.of("method", "totp", "outcome", "refused", "reason", "code_already_used")))
			.isEqualTo(1);
		assertThat(toured.sum("jwt2fa_logins_total", Map.of("outcome", "failure"))).isEqualTo(1);
		assertThat(toured.sum("jwt2fa_codes_total", Map.of("outcome", "sent"))).isGreaterThanOrEqualTo(3);
		assertThat(toured.sum("jwt2fa_codes_total", Map.of("outcome", "failed"))).isEqualTo(1);
		assertThat(toured.sum("jwt2fa_throttled_total", Map.of("limit", "max-auth-attempts-per-code-token")))
			.isEqualTo(1);
		assertThat(toured.sum("jwt2fa_throttled_total", Map.of("limit", "max-codes-sent-per-user"))).isEqualTo(1);
		assertThat(toured.sum("jwt2fa_refresh_refused_total", Map.of("reason", "reused"))).isEqualTo(1);
		assertThat(toured.sum("jwt2fa_events_total", Map.of("event", "totp-activated"))).isEqualTo(1);
	}

	@Test
	void scrapeWhenStepsWereDoneThenTellsHowLongTheyTookAndHowTheyEnded() {
		String count = "jwt2fa_steps_seconds_count";
		assertThat(toured.sum(count, Map.of("step", "password", "outcome", "success"))).isGreaterThan(3);
		assertThat(toured.sum(count,
				Map.of("step", "password", "outcome", "refused", "reason", "authentication_failed", "error", "none")))
			.isEqualTo(1);
		assertThat(toured.sum(count, Map.of("step", "send", "method", "code-sender", "outcome", "success")))
			.isGreaterThanOrEqualTo(3);
		assertThat(toured.sum(count,
				Map.of("step", "send", "outcome", "error", "reason", "verification_code_sending_failed")))
			.isEqualTo(1);
		assertThat(toured.sum(count, Map.of("step", "complete", "outcome", "success"))).isGreaterThanOrEqualTo(3);
		assertThat(toured.sum(count, Map.of("step", "refresh", "outcome", "success"))).isEqualTo(1);
		assertThat(toured.sum(count, Map.of("step", "refresh", "outcome", "refused"))).isEqualTo(1);
		assertThat(toured.sum("jwt2fa_steps_seconds_sum", Map.of("step", "password"))).isPositive();
		assertThat(
				toured.sum("jwt2fa_state_operations_seconds_count", Map.of("operation", "get", "outcome", "success")))
			.isPositive();
		assertThat(toured.sum("jwt2fa_state_operations_seconds_count",
				Map.of("operation", "compare-and-set", "outcome", "success")))
			.isPositive();
	}

	@Test
	void scrapeWhenTokensWereVerifiedThenTellsOfTheCache() {
		Scrape scrape = scrape();
		assertThat(scrape.sum("jwt2fa_verification_cache_size", Map.of())).isPositive();
		assertThat(scrape.sum("jwt2fa_verification_cache_gets_total", Map.of("result", "hit"))).isPositive();
		assertThat(scrape.sum("jwt2fa_verification_cache_gets_total", Map.of("result", "miss"))).isPositive();
	}

	@Test
	void scrapeWhenSessionsGoOnThenTellsTheirNumberOfTheLastCount() {
		app.bean(LiveSessions.class).run();
		double before = scrape().sum("jwt2fa_sessions", Map.of());
		app.login(app.newUser());
		app.login(app.newUser());
		assertThat(scrape().sum("jwt2fa_sessions", Map.of())).isEqualTo(before);
		app.bean(LiveSessions.class).run();
		assertThat(scrape().sum("jwt2fa_sessions", Map.of())).isGreaterThanOrEqualTo(before + 2);
	}

	@Test
	void scrapeWhenUsersLoggedInThenNamesNobody() {
		assertThat(text().lines().filter((line) -> line.startsWith("jwt2fa"))).isNotEmpty()
			.noneSatisfy((line) -> assertThat(line).containsAnyOf(user, "noah", "127.0.0.1", "@"));
	}

	@Test
	void metersWhenStrangersFloodThenDontGrow() {
		Map<String, String> forged = Map.of("code_token", app.codeTokenFor(app.newUser()), "code", "0000000", "method",
				"of-my-own-1");
		app.client().post("/auth/auth/", forged);
		stranger("first");
		Set<Meter.Id> before = meters();
		for (int i = 0; i < 30; i++) {
			stranger("stranger-" + i);
		}
		assertThat(meters()).isEqualTo(before);
		assertThat(before).isNotEmpty().noneSatisfy((id) -> assertThat(id.toString()).contains("of-my-own"));
	}

	private static void stranger(String name) {
		ApiClient client = app.client();
		client.getCode(name, name);
		client.post("/auth/get-code/", Map.of("username", name, "password", name, "methods", List.of(name)));
		client.post("/auth/auth/", Map.of("code_token", name, "code", name, "method", name));
		client.post("/auth/auth/",
				Map.of("code_token", app.codeTokenFor(app.newUser()), "code", "0000000", "method", name));
		client.refresh(name);
		client.verify(name);
		client.logout(name);
		client.bearer("a." + name + ".c").get("/me");
	}

	private static Set<Meter.Id> meters() {
		return app.bean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> id.getName().startsWith("jwt2fa"))
			.collect(Collectors.toSet());
	}

	@Test
	void dashboardWhenShownThenAsksForWhatThereIs() throws IOException {
		JsonNode dashboard = new JsonMapper().readTree(Files.readString(DOCS.resolve("monitoring/dashboard.json")));
		Scrape scrape = scrape();
		List<String> faults = new ArrayList<>();
		int expressions = 0;
		for (JsonNode panel : dashboard.get("panels")) {
			for (JsonNode target : panel.get("targets")) {
				String expression = target.get("expr").asString();
				faults.addAll(faultsOf(expression, scrape));
				faults.addAll(legendFaults(target.get("legendFormat").asString(), expression));
				expressions++;
			}
		}
		assertThat(expressions).isGreaterThan(15);
		assertThat(faults).isEmpty();
	}

	@Test
	void alertsWhenEvaluatedThenAskForWhatThereIs() throws IOException {
		Scrape scrape = scrape();
		List<String> faults = new ArrayList<>();
		Set<String> names = new TreeSet<>();
		for (Map<String, Object> rule : rules()) {
			assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
			assertThat(names.add((String) rule.get("alert"))).isTrue();
			String expression = (String) rule.get("expr");
			faults.addAll(faultsOf(expression, scrape));
			faults.addAll(legendFaults(rule.get("annotations").toString(), expression));
		}
		assertThat(names).hasSizeGreaterThan(8);
		assertThat(faults).isEmpty();
		String page = Files.readString(DOCS.resolve("monitoring.md"));
		assertThat(names).allSatisfy((name) -> assertThat(page).contains("`" + name + "`"));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() throws IOException {
		Map<String, Object> file = new Yaml().load(Files.readString(DOCS.resolve("monitoring/alerts.yml")));
		return ((List<Map<String, Object>>) file.get("groups")).stream()
			.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
			.toList();
	}

	/**
	 * One failure, in a night in which nothing else happens, is all that there is for as
	 * long as a rule looks back.
	 */
	@Test
	void alertsWhenCriticalThenOneFailureDoesNotCauseThem() throws IOException {
		List<Map<String, Object>> critical = rules().stream()
			.filter((rule) -> rule.get("labels").toString().contains("critical"))
			.toList();
		assertThat(critical).hasSizeGreaterThan(2).allSatisfy((rule) -> {
			Duration lasting = DurationStyle.SIMPLE.parse((String) rule.get("for"));
			assertThat(RANGE.matcher((String) rule.get("expr")).results().map((range) -> range.group(1))).isNotEmpty()
				.allSatisfy((range) -> assertThat(DurationStyle.SIMPLE.parse(range)).isLessThanOrEqualTo(lasting));
		});
	}

	/**
	 * Where most users have none, their logins would hide that those of the others fail.
	 */
	@Test
	void alertsWhenSecondFactorsFailThenAreComparedWithSecondFactors() throws IOException {
		assertThat(rules()).filteredOn((rule) -> rule.get("alert").equals("Jwt2faManyWrongCodes"))
			.singleElement()
			.satisfies((rule) -> assertThat((String) rule.get("expr"))
				.contains("outcome=\"success\",method!~\"%s|%s\"".formatted(TwoFactorMethod.NO_2FA,
						TwoFactorMethod.TRUSTED_DEVICE))
				.contains("event=\"stepped-up\""));
	}

	/**
	 * Names, labels and the values of labels that there are not.
	 */
	private static List<String> faultsOf(String expression, Scrape scrape) {
		List<String> faults = new ArrayList<>();
		Set<String> labels = new TreeSet<>(LABELS_OF_PROMETHEUS);
		assertThat(expression.chars().filter((c) -> c == '(').count()).as(expression)
			.isEqualTo(expression.chars().filter((c) -> c == ')').count());
		List<MatchResult> selectors = SELECTOR.matcher(expression).results().toList();
		assertThat(selectors).as(expression).isNotEmpty();
		for (MatchResult selector : selectors) {
			List<Scrape.Sample> samples = scrape.of(selector.group(1), Map.of());
			if (samples.isEmpty()) {
				faults.add(selector.group(1) + " is no metric: " + expression);
				continue;
			}
			labels.addAll(samples.get(0).labels().keySet());
			for (MatchResult matcher : MATCHER.matcher(String.valueOf(selector.group(2))).results().toList()) {
				String label = matcher.group(1);
				if (LABELS_OF_PROMETHEUS.contains(label)) {
					continue;
				}
				Set<String> values = samples.stream()
					.map((sample) -> String.valueOf(sample.labels().get(label)))
					.collect(Collectors.toSet());
				String wanted = matcher.group(3);
				boolean there = matcher.group(2).endsWith("~")
						? values.stream().anyMatch((value) -> value.matches(wanted)) : values.contains(wanted);
				if (!samples.get(0).labels().containsKey(label)
						|| (!there && !isRare(label, wanted, selector.group(1)))) {
					faults.add(matcher.group() + " is no label of " + selector.group(1));
				}
			}
		}
		for (MatchResult by : BY.matcher(expression).results().toList()) {
			Arrays.stream(by.group(1).split(",\\s*"))
				.filter((label) -> !labels.contains(label))
				.forEach((label) -> faults.add("by " + label + ": " + expression));
		}
		return faults;
	}

	/**
	 * The outcomes of a store that the tour does not break.
	 */
	private static boolean isRare(String label, String wanted, String name) {
		return name.startsWith("jwt2fa_state_operations") && label.equals("outcome") && wanted.equals("error|full");
	}

	private static List<String> legendFaults(String legend, String expression) {
		Set<String> kept = BY.matcher(expression)
			.results()
			.flatMap((by) -> Arrays.stream(by.group(1).split(",\\s*")))
			.collect(Collectors.toSet());
		return LEGEND.matcher(legend)
			.results()
			.map((label) -> label.group(1))
			.filter((label) -> !kept.contains(label))
			.map((label) -> "legend " + label + ": " + expression)
			.toList();
	}

	@Test
	void pageWhenItListsMetricsThenThoseThatThereAre() throws IOException {
		Map<String, String> there = new TreeMap<>();
		app.bean(MeterRegistry.class).getMeters().forEach((meter) -> {
			Meter.Id id = meter.getId();
			if (id.getName().startsWith("jwt2fa")) {
				there.put(id.getName(), row(id));
			}
		});
		Map<String, String> listed = new TreeMap<>();
		Files.readAllLines(DOCS.resolve("monitoring.md"))
			.stream()
			.filter((line) -> line.startsWith("| `jwt2fa."))
			.forEach((line) -> {
				String[] cells = line.split("\\s*\\|\\s*");
				assertThat(cells[6]).as(line).isNotBlank();
				listed.put(cells[1].replace("`", ""), cells[3] + " " + cells[4] + " " + cells[5]);
			});
		assertThat(listed).isEqualTo(there);
	}

	private static String row(Meter.Id id) {
		String type = id.getType().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
		String tags = id.getTags()
			.stream()
			.map(Tag::getKey)
			.map((key) -> "`" + key + "`")
			.collect(Collectors.joining(", "));
		boolean timed = id.getType() == Meter.Type.TIMER || id.getType() == Meter.Type.LONG_TASK_TIMER;
		return type + " " + (tags.isEmpty() ? "–" : tags) + " " + (timed ? "seconds" : "–");
	}

	@Test
	void loginWhenThePasswordIsWrongThenIsAnsweredAsEver() {
		ApiClient.Answer answer = app.client().getCode(user, TestUsers.PASSWORD + "x");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("authentication_failed");
	}

}
