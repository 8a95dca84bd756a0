package io.github.jwt2fa.autoconfigure;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What Boot tells of a start that failed.
 *
 * @param description what is wrong
 * @param action what to do
 */
record FailedStart(String description, String action) {

	private static final String HEADING = "APPLICATION FAILED TO START";

	static FailedStart of(ThrowingCallable start, CapturedOutput output) {
		int before = output.getAll().length();
		Throwable failure = catchThrowable(start);
		String told = output.getAll().substring(before);
		assertThat(failure).as("The application started").isNotNull();
		assertThat(told).contains(HEADING, "Description:", "Action:");
		String report = told.substring(told.indexOf(HEADING));
		int action = report.indexOf("Action:");
		return new FailedStart(report.substring(report.indexOf("Description:"), action), report.substring(action));
	}

}
