package io.github.jwt2fa.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus is told.
 */
record Scrape(List<Sample> samples) {

	private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	static Scrape of(String text) {
		List<Sample> samples = new ArrayList<>();
		text.lines().filter((line) -> line.startsWith("jwt2fa")).forEach((line) -> {
			Matcher sample = SAMPLE.matcher(line);
			if (!sample.matches()) {
				throw new AssertionError("No sample: " + line);
			}
			Map<String, String> labels = new LinkedHashMap<>();
			if (sample.group(2) != null) {
				LABEL.matcher(sample.group(2)).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
			}
			samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
		});
		return new Scrape(samples);
	}

	/**
	 * The samples of a name and some labels.
	 */
	List<Sample> of(String name, Map<String, String> labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.labels().entrySet().containsAll(labels.entrySet()))
			.toList();
	}

	double sum(String name, Map<String, String> labels) {
		return of(name, labels).stream().mapToDouble(Sample::value).sum();
	}

	/**
	 * A line.
	 */
	record Sample(String name, Map<String, String> labels, double value) {

	}

}
