package io.github.jwt2fa.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

	/**
	 * Whatever is bound as true.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "true", "TRUE", "yes", "on", "1" })
	void logWhenOnByAnyTextThenIsThere(String on) {
		web("jwt2fa.audit.log=" + on).run((context) -> assertThat(context).hasSingleBean(AuditLog.class));
	}

	@Test
	void trailWhenARepositoryIsMadeByAnotherStarterThenIsThere() {
		web().withConfiguration(AutoConfigurations.of(StarterAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(AuditAutoConfiguration.AuditedEvents.class));
	}

	/**
	 * A trail that can't be kept is told to who asked, and to nobody else.
	 */
	@Test
	void trailWhenTheRepositoryFailsThenOthersAreToldAllTheSame() {
		List<TwoFactorEvent> heard = new ArrayList<>();
		web().withBean(AuditEventRepository.class, Broken::new)
			.withConfiguration(AutoConfigurations
				.of(org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration.class))
			.withBean("ours", OnEvent.class, () -> new OnEvent(heard))
			.run((context) -> {
				assertThatIllegalStateException().isThrownBy(() -> context.publishEvent(SampleEvents.all().get(0)));
				assertThat(heard).hasSize(1);
			});
	}

	/**
	 * Anybody can be refused by the address, all day long.
	 */
	@Test
	void trailWhenAStrangerIsRefusedAgainAndAgainThenIsToldOnce() {
		List<AuditEvent> heard = new ArrayList<>();
		web().withBean(InMemoryAuditEventRepository.class)
			.withBean("heard", Heard.class, () -> new Heard(heard))
			.run((context) -> {
				for (int i = 0; i < 50; i++) {
					context.publishEvent(refused("192.0.2." + i % 2, null));
					context.publishEvent(refused("192.0.2.7", "alice"));
				}
				assertThat(heard).hasSize(52);
			});
	}

	/**
	 * Who has one address of IPv6 has a great many.
	 */
	@Test
	void clientWhenRefusedByEachAddressOfItsNetworkThenIsToldOnce() {
		RefusedClients refused = new RefusedClients();
		assertThat(refused.isRepeated(refused("2001:db8::1", null))).isFalse();
		for (int i = 2; i < 50; i++) {
			assertThat(refused.isRepeated(refused("2001:db8::" + i + ":" + i, null))).isTrue();
		}
		assertThat(refused.isRepeated(refused("2001:db8:0:1::1", null))).isFalse();
		assertThat(refused.isRepeated(refused(null, null))).isFalse();
		assertThat(refused.isRepeated(refused(null, null))).isTrue();
	}

	/**
	 * Of whatever size the network of a stranger is.
	 */
	@Test
	void clientsWhenThereIsAFloodOfThemThenAreToldOfUpToABound() {
		RefusedClients refused = new RefusedClients();
		long told = IntStream.range(0, 1000)
			.mapToObj((i) -> refused("2001:db8:0:" + Integer.toHexString(i) + "::1", null))
			.filter((event) -> !refused.isRepeated(event))
			.count();
		assertThat(told).isEqualTo(100);
		assertThat(refused.isRepeated(refused("2001:db8::1", "alice"))).isFalse();
	}

	private static TwoFactorEvent refused(String client, String userId) {
		return new TwoFactorEvent.Throttled(TwoFactorEvent.Throttled.Limit.CODE_TOKEN_THROTTLE_RATE, userId, client,
				Duration.ofSeconds(9), SampleEvents.AT);
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

	/**
	 * As what has to come before the application's own listeners.
	 */
	private record OnEvent(List<TwoFactorEvent> events) {

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void on(TwoFactorEvent event) {
			this.events.add(event);
		}

	}

	private static final class Broken implements AuditEventRepository {

		@Override
		public void add(AuditEvent event) {
			throw new IllegalStateException("The table is full");
		}

		@Override
		public List<AuditEvent> find(String principal, Instant after, String type) {
			return List.of();
		}

	}

	/**
	 * Of a name behind ours.
	 */
	@AutoConfiguration(before = org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration.class)
	static class StarterAutoConfiguration {

		@Bean
		InMemoryAuditEventRepository starterAuditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

	}

	private record Heard(List<AuditEvent> events) implements ApplicationListener<AuditApplicationEvent> {

		@Override
		public void onApplicationEvent(AuditApplicationEvent event) {
			this.events.add(event.getAuditEvent());
		}

	}

}
