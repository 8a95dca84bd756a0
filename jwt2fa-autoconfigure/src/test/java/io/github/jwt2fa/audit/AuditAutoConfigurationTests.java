package io.github.jwt2fa.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether there is a trail, and that the guide lists what is in it.
 */
class AuditAutoConfigurationTests {

	private static final Path PAGE = Path.of("").toAbsolutePath().resolveSibling("src/docs/audit.md");

	private static WebApplicationContextRunner web(String... settings) {
		return AutoConfigured.web(settings).withBean(InMemoryData.class);
	}

	@Test
	void eventsWhenThereIsARepositoryThenEachIsOfItsTypeAndTellsAllMembers() {
		List<AuditEvent> heard = new ArrayList<>();
		web().withBean(InMemoryAuditEventRepository.class)
			.withBean("heard", Heard.class, () -> new Heard(heard))
			.run((context) -> {
				SampleEvents.all().forEach(context::publishEvent);
				assertThat(heard).hasSize(TwoFactorEvent.class.getPermittedSubclasses().length).allSatisfy((event) -> {
					assertThat(event.getTimestamp()).isEqualTo(SampleEvents.AT);
					assertThat(event.getPrincipal()).isEqualTo("the userId");
					assertThat(event.getData()).containsEntry("clientAddress", "the clientAddress")
						.doesNotContainKeys("userId", "at");
					assertThat(event.getData().values()).allSatisfy(
							(value) -> assertThat(value).isInstanceOfAny(String.class, Integer.class, List.class));
				});
				assertThat(listed()).isEqualTo(rows(heard));
			});
	}

	private static Map<String, String> rows(List<AuditEvent> events) {
		Map<String, String> rows = new TreeMap<>();
		Map<String, String> kinds = SampleEvents.all()
			.stream()
			.collect(Collectors.toMap((event) -> "TWO_FACTOR_" + event.type()
				.toUpperCase(java.util.Locale.ROOT)
				.replace('-', '_')
				.replaceFirst("^TWO_FACTOR_", ""), TwoFactorEvent::type));
		events.forEach((event) -> {
			String data = event.getData()
				.keySet()
				.stream()
				.filter((key) -> !key.equals("clientAddress"))
				.map((key) -> "`" + key + "`")
				.collect(Collectors.joining(", "));
			rows.put(event.getType(), kinds.get(event.getType()) + " " + (data.isEmpty() ? "–" : data));
		});
		return rows;
	}

	private static Map<String, String> listed() throws IOException {
		Map<String, String> listed = new TreeMap<>();
		Files.readAllLines(PAGE).stream().filter((line) -> line.startsWith("| `TWO_FACTOR_")).forEach((line) -> {
			List<String> cells = Arrays.stream(line.split("\\s*\\|\\s*")).toList();
			listed.put(cells.get(1).replace("`", ""), cells.get(2).replace("`", "") + " " + cells.get(3));
		});
		return listed;
	}

	@Test
	void trailWhenThereIsNoRepositoryThenIsNotThere() {
		web().run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(AuditAutoConfiguration.AuditedEvents.class)
			.doesNotHaveBean(AuditLog.class));
	}

	@Test
	void trailWhenBootsIsOffThenIsNotThere() {
		web("management.auditevents.enabled=false").withBean(InMemoryAuditEventRepository.class)
			.run((context) -> assertThat(context).doesNotHaveBean(AuditAutoConfiguration.AuditedEvents.class));
	}

	@Test
	void logWhenTheActuatorIsNotOnTheClassPathThenIsThereAllTheSame() {
		web("jwt2fa.audit.log=true").withClassLoader(new FilteredClassLoader(AuditEventRepository.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(AuditLog.class));
	}

	@Test
	void hintsWhenRegisteredThenMembersCanBeRead() {
		RuntimeHints hints = new RuntimeHints();
		new EventHints().registerHints(hints, null);
		for (Class<?> type : TwoFactorEvent.class.getPermittedSubclasses()) {
			assertThat(type.getRecordComponents()).allSatisfy((component) -> assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
				.accepts(hints));
		}
	}

	private record Heard(List<AuditEvent> events) implements ApplicationListener<AuditApplicationEvent> {

		@Override
		public void onApplicationEvent(AuditApplicationEvent event) {
			this.events.add(event.getAuditEvent());
		}

	}

}
