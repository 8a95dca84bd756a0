package io.github.jwt2fa.metrics;

import java.util.Set;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.measure.Step;
import io.github.jwt2fa.measure.StepObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Steps as observations: a timer where there are metrics, a span where there are traces.
 * They are told by few words, and none of them names a user. Thread-safe.
 */
final class ObservedSteps implements StepObserver {

	private static final String NAME = "jwt2fa.steps";

	private static final String NONE = "none";

	/** What is no refusal, but a fault of something that is needed. */
	private static final Set<TwoFactorError> FAULTS = Set.of(TwoFactorError.TEMPORARILY_UNAVAILABLE,
			TwoFactorError.VERIFICATION_CODE_SENDING_FAILED);

	private final Supplier<ObservationRegistry> registry;

	private final Unharmed steps = new Unharmed();

	/**
	 * Observed steps.
	 * @param registry where they are observed, asked for with the first one
	 */
	ObservedSteps(Supplier<ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public <T> T observe(Step step, @Nullable TwoFactorMethod method, Supplier<T> work) {
		Observation observation = this.steps.get(() -> observation(step, method), Observation.NOOP);
		Observation.Scope before = currentScope();
		this.steps.run(observation::start);
		Observation.Scope scope = this.steps.get(observation::openScope, Observation.Scope.NOOP);
		try {
			T result = work.get();
			tell(observation, "success", NONE);
			return result;
		}
		catch (TwoFactorException ex) {
			boolean fault = FAULTS.contains(ex.error());
			tell(observation, fault ? "error" : "refused", ex.error().code());
			if (fault) {
				tell(observation, ex);
			}
			throw ex;
		}
		catch (Throwable ex) { // also such as no method declares
			tell(observation, "error", NONE);
			tell(observation, ex);
			throw ex;
		}
		finally {
			this.steps.run(scope::close);
			restore(before);
			this.steps.run(observation::stop);
		}
	}

	private Observation observation(Step step, @Nullable TwoFactorMethod method) {
		return Observation.createNotStarted(NAME, this.registry.get())
			.contextualName("jwt2fa " + step.text())
			.lowCardinalityKeyValue("step", step.text())
			.lowCardinalityKeyValue("method", (method != null) ? method.value() : NONE);
	}

	private void tell(Observation observation, String outcome, String reason) {
		this.steps
			.run(() -> observation.lowCardinalityKeyValue("outcome", outcome).lowCardinalityKeyValue("reason", reason));
	}

	/**
	 * Its class alone: a trace keeps the text, which may hold a name, an address or what
	 * a gateway says.
	 */
	private void tell(Observation observation, Throwable failure) {
		this.steps.run(() -> observation.error(new FailedStep(failure.getClass().getName())));
	}

	private Observation.Scope currentScope() {
		return this.steps.get(() -> {
			Observation.Scope current = this.registry.get().getCurrentObservationScope();
			return (current != null) ? current : Observation.Scope.NOOP;
		}, Observation.Scope.NOOP);
	}

	/**
	 * A handler that throws when a scope opens or closes leaves it open: the thread goes
	 * on with other requests.
	 */
	private void restore(Observation.Scope before) {
		Observation.Scope left = currentScope();
		if (!left.equals(before)) {
			// lets those end it that did begin it
			this.steps.run(left::close);
			this.steps.run(() -> this.registry.get()
				.setCurrentObservationScope(before.equals(Observation.Scope.NOOP) ? null : before));
		}
	}

	/**
	 * What failed.
	 */
	private static final class FailedStep extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private FailedStep(String type) {
			super(type, null, false, false);
		}

	}

}
