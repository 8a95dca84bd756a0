package io.github.jwt2fa.jws;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads claims that were verified. Members that stand twice are none: readers differ in
 * which one they take (RFC 7519, section 4).
 */
final class ClaimsReader {

	private static final int MAX_DEPTH = 16;

	/** Names are not remembered from token to token: they are other people's. */
	private final JsonFactory json = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
		.build();

	/**
	 * Reads the payload of a token.
	 * @param payload canonical base64url
	 * @return the claims, or {@code null} if it holds something else than an object
	 * @throws CharacterCodingException if it is no UTF-8
	 */
	@Nullable Claims read(String payload) throws CharacterCodingException {
		String text = utf8(Base64.getUrlDecoder().decode(payload));
		try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			Map<String, Object> claims = object(parser);
			return (parser.nextToken() == null) ? new Claims(claims) : null;
		}
		catch (JacksonException ex) {
			// its message may hold parts of the token
			return null;
		}
	}

	/**
	 * The text of bytes, which have to be UTF-8 (RFC 7515, section 5.2 and RFC 7519,
	 * section 7.2): parsers guess other encodings, too, or read faults as U+FFFD.
	 */
	static String utf8(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	/**
	 * Claims are remembered from request to request: nobody may change them in between,
	 * however deep.
	 */
	private static Map<String, Object> object(JsonParser parser) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			values.put(name, value(parser, parser.nextToken()));
		}
		return Collections.unmodifiableMap(values);
	}

	private static List<Object> array(JsonParser parser) {
		List<Object> values = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			values.add(value(parser, token));
		}
		return Collections.unmodifiableList(values);
	}

	@SuppressWarnings("NullAway") // null is a value in JSON
	private static Object value(JsonParser parser, JsonToken token) {
		return switch (token) {
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT -> integer(parser);
			case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			default -> null;
		};
	}

	private static Object integer(JsonParser parser) {
		return switch (parser.getNumberType()) {
			case INT, LONG -> parser.getLongValue();
			default -> parser.getDoubleValue();
		};
	}

}
