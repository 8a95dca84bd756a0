package io.github.jwt2fa.measure;

import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * Sees how long a step takes and what becomes of it, and changes neither. Safe for use by
 * several threads.
 */
public interface StepObserver {

	/**
	 * Sees nothing.
	 */
	StepObserver NONE = new StepObserver() {

		@Override
		public <T> T observe(Step step, @Nullable TwoFactorMethod method, Supplier<T> work) {
			return work.get();
		}

	};

	/**
	 * Has a step done.
	 * @param step the step
	 * @param method the method that it is of, one that there is; or {@code null} for none
	 * @param work does it
	 * @param <T> the type of its result
	 * @return the result
	 */
	<T> T observe(Step step, @Nullable TwoFactorMethod method, Supplier<T> work);

	/**
	 * Has a step done that is of no method.
	 * @param step the step
	 * @param work does it
	 * @param <T> the type of its result
	 * @return the result
	 */
	default <T> T observe(Step step, Supplier<T> work) {
		return observe(step, null, work);
	}

}
