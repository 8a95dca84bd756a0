package io.github.jwt2fa.test;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The applications of a class of tests: one for all tests that set nothing, and one more
 * for each other test. Each is closed when no test needs it any more.
 */
public final class TestApplications implements AfterEachCallback, AfterAllCallback {

	private final List<Class<?>> sources;

	private final String[] properties;

	private TestApplication usual;

	private TestApplication own;

	/**
	 * Applications of some classes.
	 * @param sources their classes
	 * @param properties the settings of all of them
	 */
	public TestApplications(List<Class<?>> sources, String... properties) {
		this.sources = sources;
		this.properties = properties;
	}

	/**
	 * An application for a test. Users of it are those of other tests, too; what these
	 * made happen is forgotten.
	 * @param more what the test sets, which counts before the settings of all
	 */
	public TestApplication start(String... more) {
		if (more.length > 0) {
			this.own = with(more);
			return this.own;
		}
		if (this.usual == null) {
			this.usual = with();
		}
		this.usual.events().clear();
		return this.usual;
	}

	private TestApplication with(String... more) {
		return TestApplication.with(this.sources,
				Stream.concat(Stream.of(this.properties), Stream.of(more)).toArray(String[]::new));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.own != null) {
			this.own.close();
			this.own = null;
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.usual != null) {
			this.usual.close();
		}
	}

}
