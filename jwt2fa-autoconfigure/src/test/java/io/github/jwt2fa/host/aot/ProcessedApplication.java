package io.github.jwt2fa.host.aot;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * An application that was processed ahead of time, as Boot's build plugins do it.
 */
final class ProcessedApplication {

	private final Class<?> main;

	private final Path folder;

	private final String classPath;

	private ProcessedApplication(Class<?> main, Path folder, String classPath) {
		this.main = main;
		this.folder = folder;
		this.classPath = classPath;
	}

	/**
	 * Processes an application, and compiles what that makes.
	 * @param main its main class
	 * @param classPath its class path
	 * @param folder where to
	 * @param properties its properties at the build
	 */
	static ProcessedApplication of(Class<?> main, String classPath, Path folder, List<String> properties)
			throws IOException {
		ProcessedApplication application = new ProcessedApplication(main, folder, classPath);
		List<String> arguments = new ArrayList<>(List.of(main.getName(), application.path("sources"),
				application.path("resources"), application.path("classes"), "io.github.jwt2fa", "guest"));
		arguments.addAll(properties);
		String output = application.java(List.of("-cp", classPath, SpringApplicationAotProcessor.class.getName()),
				arguments);
		if (!Files.exists(folder.resolve("sources"))) {
			throw new AssertionError("Nothing was processed: " + output);
		}
		application.compile();
		return application;
	}

	private String path(String name) {
		return this.folder.resolve(name).toString();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (Stream<Path> sources = Files.walk(this.folder.resolve("sources"));
				StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
			boolean compiled = compiler.getTask(messages, files, null,
					List.of("-proc:none", "-nowarn", "-d", path("classes"), "-cp",
							path("classes") + File.pathSeparator + this.classPath),
					null, files.getJavaFileObjectsFromPaths(
							sources.filter((file) -> file.toString().endsWith(".java")).toList()))
				.call();
			if (!compiled) {
				throw new AssertionError(messages.toString());
			}
		}
	}

	/**
	 * Runs it.
	 * @param properties its properties at the start
	 * @return what it prints
	 */
	String run(List<String> properties) throws IOException {
		return java(List.of("-Dspring.aot.enabled=true", "-cp", path("classes") + File.pathSeparator + this.classPath,
				this.main.getName()), properties);
	}

	private String java(List<String> command, List<String> arguments) throws IOException {
		List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		all.addAll(command);
		all.addAll(arguments);
		Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		finally {
			process.destroyForcibly();
		}
	}

}
