package io.github.jwt2fa.text;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>) of which all
 * readers read the same.
 */
public final class StrictJson {

	private static final int MAX_DEPTH = 16;

	private StrictJson() {
	}

	/**
	 * A factory of parsers that reject members that stand twice, more than 16 levels and
	 * numbers of more than so many characters. It remembers no names from text to text:
	 * they are other people's. Thread-safe.
	 * @param maxNumberLength the length of the longest number
	 * @return the factory
	 */
	public static JsonFactory factory(int maxNumberLength) {
		return JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(maxNumberLength).build())
			.build();
	}

}
