package io.github.jwt2fa.web.body;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.ErrorResponse;
import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.text.StrictJson;
import io.github.jwt2fa.text.StrictText;
import io.github.jwt2fa.web.body.RequestBody.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of a JSON object. Thread-safe.
 */
final class JsonFields {

	/** A number is text to us: of any length. */
	private final JsonFactory factory;

	/**
	 * A reader.
	 * @param maxBytes how long a body may be
	 */
	JsonFields(int maxBytes) {
		this.factory = StrictJson.factory(maxBytes);
	}

	/**
	 * Reads an object.
	 * @param body the body of a request
	 * @return the members, by their names; none of an empty body
	 * @throws TwoFactorException {@code parse_error}
	 * @throws InvalidFieldsException if it is JSON, but no object
	 * @throws CharacterCodingException if it is no UTF-8
	 */
	Map<String, Field> read(byte[] body) throws CharacterCodingException {
		String text = StrictText.utf8(body);
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), text)) {
			JsonToken first = parser.nextToken();
			if (first == null) {
				return Map.of();
			}
			if (first != JsonToken.START_OBJECT) {
				parser.skipChildren();
				requireEnd(parser);
				throw new InvalidFieldsException(Map.of(ErrorResponse.NON_FIELD_ERRORS, "jwt2fa.field.not-an-object"));
			}
			Map<String, Field> fields = new LinkedHashMap<>();
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				fields.put(name, readField(parser, text));
			}
			requireEnd(parser);
			return fields;
		}
		catch (JacksonException ex) {
			// its message may hold parts of the body
			throw new TwoFactorException(TwoFactorError.PARSE_ERROR);
		}
	}

	private static Field readField(JsonParser parser, String text) {
		return switch (parser.nextToken()) {
			case VALUE_STRING, VALUE_NUMBER_FLOAT -> Field.of(parser.getString());
			case VALUE_NUMBER_INT -> Field.ofInteger(parser.getString());
			case VALUE_TRUE, VALUE_FALSE -> Field.ofBoolean(parser.getString());
			case VALUE_NULL -> Field.wrong(RequestBody.NULL);
			case START_ARRAY -> Field.ofList(readTexts(parser));
			case START_OBJECT -> {
				int start = (int) parser.currentTokenLocation().getCharOffset();
				parser.skipChildren();
				yield Field.ofObject(text.substring(start, (int) parser.currentLocation().getCharOffset()));
			}
			default -> Field.wrong(RequestBody.NOT_A_STRING);
		};
	}

	private static List<String> readTexts(JsonParser parser) {
		List<String> texts = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			texts.add((token == JsonToken.VALUE_STRING) ? parser.getString() : "");
			parser.skipChildren();
		}
		return texts;
	}

	private static void requireEnd(JsonParser parser) {
		if (parser.nextToken() != null) {
			throw new TwoFactorException(TwoFactorError.PARSE_ERROR);
		}
	}

}
