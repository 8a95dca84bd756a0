package io.github.jwt2fa.jws;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.text.StrictJson;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads claims that were verified. Members that stand twice are none: readers differ in
 * which one they take (<a href="https://www.rfc-editor.org/rfc/rfc7519#section-4">RFC
 * 7519, section 4</a>). Thread-safe.
 */
final class ClaimsReader {

	private final JsonFactory json = StrictJson.factory(StreamReadConstraints.DEFAULT_MAX_NUM_LEN);

	/**
	 * Reads the payload of a token.
	 * @param payload canonical base64url
	 * @return the claims, or {@code null} if it holds something else than an object
	 * @throws CharacterCodingException if it is no UTF-8
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7519#section-7.2">RFC 7519, section
	 * 7.2</a>)
	 */
	@Nullable Claims read(String payload) throws CharacterCodingException {
		String text = StrictText.utf8(Base64.getUrlDecoder().decode(payload));
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
