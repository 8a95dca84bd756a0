package io.github.jwt2fa.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.measure.Step;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What traces are told of a step.
 */
class ObservedStepsTests {

	private final List<Observation.Context> seen = new ArrayList<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ObservedSteps steps = new ObservedSteps(() -> this.registry);

	@BeforeEach
	void watch() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

			@Override
			public void onStop(Observation.Context context) {
				ObservedStepsTests.this.seen.add(context);
			}

		});
	}

	private List<String> values() {
		return this.seen.get(0).getLowCardinalityKeyValues().stream().map(KeyValue::toString).toList();
	}

	@Test
	void stepWhenDoneThenItsResultAndASuccess() {
		Observation outer = Observation.start("request", this.registry);
		String result = outer.scoped(() -> this.steps.observe(Step.SEND, TwoFactorMethod.of("sms"), () -> {
			Observation current = this.registry.getCurrentObservation();
			assertThat(current).isNotNull();
			assertThat(current.getContext().getName()).isEqualTo("jwt2fa.steps");
			return "done";
		}));
		assertThat(result).isEqualTo("done");
		assertThat(this.seen.get(0).getContextualName()).isEqualTo("jwt2fa send");
		assertThat(this.seen.get(0).getParentObservation()).isSameAs(outer);
		assertThat(this.seen.get(0).getHighCardinalityKeyValues()).isEmpty();
		assertThat(this.seen.get(0).getError()).isNull();
		assertThat(values()).hasSize(4)
			.satisfies((all) -> assertThat(String.join(" ", all)).contains("step", "send", "method", "sms", "outcome",
					"success", "reason", "none"));
		assertThat(this.registry.getCurrentObservationScope()).isNull();
	}

	@Test
	void stepWhenRefusedThenNoErrorAndTheSameRefusal() {
		TwoFactorException refusal = new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		assertThatThrownBy(() -> this.steps.observe(Step.PASSWORD, () -> {
			throw refusal;
		})).isSameAs(refusal);
		assertThat(this.seen.get(0).getError()).isNull();
		assertThat(String.join(" ", values())).contains("refused", "authentication_failed");
	}

	@Test
	void stepWhenItFailsThenAnErrorThatTellsNothingOfTheCause() {
		IllegalStateException failure = new IllegalStateException("alice@example.com 1234567",
				new RuntimeException("secret"));
		assertThatThrownBy(() -> this.steps.observe(Step.COMPLETE, () -> {
			throw failure;
		})).isSameAs(failure);
		Throwable told = this.seen.get(0).getError();
		assertThat(told).hasMessage("java.lang.IllegalStateException").hasNoCause();
		assertThat(told.getStackTrace()).isEmpty();
		assertThat(String.join(" ", values())).contains("error");
	}

	/**
	 * As Kotlin throws them, where no method declares any.
	 */
	@Test
	void stepWhenItFailsByACheckedExceptionThenHasEveryTag() {
		assertThatThrownBy(() -> this.steps.observe(Step.COMPLETE, () -> sneak(new IOException("away"))))
			.isInstanceOf(IOException.class);
		assertThat(values()).hasSize(4);
		assertThat(this.seen.get(0).getError()).hasMessage("java.io.IOException");
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> String sneak(Throwable failure) throws X {
		throw (X) failure;
	}

	/**
	 * One that is not of the version that something was compiled against.
	 */
	@Test
	void stepWhenAHandlerLacksAMethodThenIsDone() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

			@Override
			public void onScopeClosed(Observation.Context context) {
				throw new NoSuchMethodError("close");
			}

		});
		assertThat(this.steps.<String>observe(Step.REFRESH, () -> "done")).isEqualTo("done");
		assertThat(this.registry.getCurrentObservationScope()).isNull();
		assertThat(this.seen).hasSize(1);
	}

	@Test
	void stepWhenUsersCantBeAskedThenAnError() {
		assertThatThrownBy(() -> this.steps.observe(Step.PASSWORD, () -> {
			throw new TwoFactorException(TwoFactorError.TEMPORARILY_UNAVAILABLE);
		})).isInstanceOf(TwoFactorException.class);
		assertThat(this.seen.get(0).getError()).isNotNull();
		assertThat(String.join(" ", values())).contains("error", "temporarily_unavailable");
	}

	@Test
	void stepWhenThereIsNoRegistryThenIsDone() {
		ObservedSteps broken = new ObservedSteps(() -> {
			throw new IllegalStateException("no registry");
		});
		assertThat(broken.<String>observe(Step.REFRESH, () -> "done")).isEqualTo("done");
	}

}
