package io.github.jwt2fa.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The inputs that a fuzz test starts from. Each is named by the outcome that it has, a
 * dash, and what it is.
 */
public final class Seeds {

	private Seeds() {
	}

	/**
	 * The inputs of all methods of a fuzz test.
	 */
	public static List<Seed> of(Class<?> fuzzTest) {
		URL folder = fuzzTest.getResource(fuzzTest.getSimpleName() + "Inputs");
		try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
			return files.filter(Files::isRegularFile).sorted().map(Seed::new).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An input.
	 */
	public record Seed(Path file) {

		public String expected() {
			String name = this.file.getFileName().toString();
			return name.substring(0, name.indexOf('-'));
		}

		/**
		 * Whether it is one of a method whose name begins so.
		 */
		public boolean of(String method) {
			return this.file.getParent().getFileName().toString().startsWith(method);
		}

		public byte[] content() {
			try {
				return Files.readAllBytes(this.file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public String toString() {
			return this.file.getFileName().toString();
		}

	}

}
