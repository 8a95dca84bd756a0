package io.github.jwt2fa.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

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

	/**
	 * Of a context alone, by the analyzers that Boot would ask, in their order. Printed
	 * as Boot does it, for the tests of what is printed.
	 */
	static <R extends AbstractApplicationContextRunner<R, ?, ?>> FailedStart of(R runner) {
		AtomicReference<ConfigurableApplicationContext> context = new AtomicReference<>();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		runner.withInitializer(context::set).run((started) -> failure.set(started.getStartupFailure()));
		assertThat(failure.get()).as("The application started").isNotNull();
		FailureAnalysis analysis = analyzers(context.get()).stream()
			.map((analyzer) -> analyzer.analyze(failure.get()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("No analyzer knows it", failure.get()));
		new LoggingFailureAnalysisReporter().report(analysis);
		return new FailedStart(analysis.getDescription(), analysis.getAction());
	}

	private static List<FailureAnalyzer> analyzers(ConfigurableApplicationContext context) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
				.and(Environment.class, context.getEnvironment()), (type, name, ex) -> {
					// of a library that is not there
				});
	}

}
