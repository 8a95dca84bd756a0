package io.github.jwt2fa.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import org.springframework.util.FileSystemUtils;

/**
 * Hands out the browser, which is one for all tests of a process: its start takes longer
 * than many of them. {@code -Dbrowser.binary} and {@code -Dwebdriver.chrome.driver} name
 * another browser and driver than Debian's.
 */
class Chromium implements ParameterResolver {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == ChromeDriver.class;
	}

	@Override
	public ChromeDriver resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Chromium.class))
			.computeIfAbsent(Running.class, (key) -> Running.start(), Running.class)
			.browser();
	}

	/**
	 * The browser until the end of the process.
	 *
	 * @param browser the browser
	 * @param profile the folder where it keeps what it keeps
	 */
	private record Running(ChromeDriver browser, Path profile) implements AutoCloseable {

		private static Running start() {
			Path profile = newFolder();
			ChromeOptions options = new ChromeOptions();
			options.setBinary(System.getProperty("browser.binary", "/usr/bin/chromium"));
			options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
					"--disable-background-networking", "--disable-component-update", "--disable-sync",
					"--user-data-dir=" + profile);
			ChromeDriverService service = new ChromeDriverService.Builder()
				.usingDriverExecutable(new File(System.getProperty("webdriver.chrome.driver", "/usr/bin/chromedriver")))
				.usingAnyFreePort()
				.build();
			return new Running(new ChromeDriver(service, options), profile);
		}

		private static Path newFolder() {
			try {
				return Files.createTempDirectory("chromium");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() {
			this.browser.quit();
			FileSystemUtils.deleteRecursively(this.profile.toFile());
		}

	}

}
