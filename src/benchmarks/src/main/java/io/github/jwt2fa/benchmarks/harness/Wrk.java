package io.github.jwt2fa.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator: GET requests one after the other over connections that are kept.
 */
public final class Wrk {

	private static final String CONNECTIONS = "16";

	private static final Pattern DONE = Pattern.compile("(\\d+) requests in ");

	private static final Pattern WRONG = Pattern.compile("Non-2xx or 3xx responses: .*|Socket errors: .*");

	/**
	 * Takes the headers in turns.
	 */
	private static final String SCRIPT = """
			local requests, last = {}, 0
			function init(args)
			  for header in io.lines([[%s]]) do
			    local headers = {}
			    if header ~= "" then headers["%s"] = header end
			    requests[#requests + 1] = wrk.format("GET", nil, headers)
			  end
			end
			function request()
			  last = last %% #requests + 1
			  return requests[last]
			end
			""";

	private final List<String> options = new ArrayList<>();

	/**
	 * A load.
	 * @param header the header that tells who asks
	 * @param values what is sent in it, in turns, empty for none
	 */
	Wrk(String header, List<String> values) throws IOException {
		if (values.size() > 1) {
			Path headers = temporary("headers", String.join("\n", values) + "\n");
			this.options.addAll(List.of("-s", temporary("script", SCRIPT.formatted(headers, header)).toString()));
		}
		else if (!values.get(0).isEmpty()) {
			this.options.addAll(List.of("-H", header + ": " + values.get(0)));
		}
	}

	/**
	 * Tells what to do if the program is missing.
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static void require() throws InterruptedException {
		try {
			new ProcessBuilder("wrk", "-v").redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			System.err.println("wrk is needed and is not there: apt-get install wrk");
			System.exit(2);
		}
	}

	/**
	 * Loads an endpoint.
	 * @param url the endpoint
	 * @param seconds how long
	 * @return how many requests were answered
	 * @throws IllegalStateException if one was not answered as it should
	 */
	long run(URI url, int seconds) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("wrk", "-t", "1", "-c", CONNECTIONS, "-d", seconds + "s"));
		command.addAll(this.options);
		command.add(url.toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Matcher done = DONE.matcher(output);
		if (process.waitFor() != 0 || WRONG.matcher(output).find() || !done.find()) {
			throw new IllegalStateException(url + " failed under load:\n" + output);
		}
		return Long.parseLong(done.group(1));
	}

	private static Path temporary(String name, String text) throws IOException {
		Path file = Files.createTempFile(name, null);
		file.toFile().deleteOnExit();
		return Files.writeString(file, text);
	}

}
