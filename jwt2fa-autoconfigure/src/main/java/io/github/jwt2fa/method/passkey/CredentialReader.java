package io.github.jwt2fa.method.passkey;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.text.StrictJson;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what a client sends of a passkey, of which strangers write what they like. Each
 * text has one reading: members that stand twice, other encodings than UTF-8 and other
 * texts of the same bytes are none. Thread-safe.
 */
final class CredentialReader {

	/** As long as a body of a request may be. */
	private static final int MAX_LENGTH = 64 * 1024;

	private static final int MAX_NUMBER_LENGTH = 32;

	/** More than there are. */
	private static final int MAX_TRANSPORTS = 8;

	private final JsonFactory json = StrictJson.factory(MAX_NUMBER_LENGTH);

	/**
	 * Reads a proof.
	 * @param proof what the client sent
	 * @return the credential, or {@code null} if it is none
	 */
	@Nullable Credential read(Proof proof) {
		if (proof.isCode() || proof.text().length() > MAX_LENGTH) {
			return null;
		}
		try {
			Map<String, Object> credential = object(proof.text());
			return (credential != null) ? credential(credential) : null;
		}
		catch (JacksonException | CharacterCodingException ex) {
			// its message may hold parts of the text
			return null;
		}
	}

	private @Nullable Credential credential(Map<String, Object> credential) throws CharacterCodingException {
		String id = text(credential, "id");
		if (id == null || !id.equals(credential.get("rawId")) || !"public-key".equals(credential.get("type"))
				|| !Base64Url.isCanonical(id, Passkey.MAX_ID_BYTES)
				|| !(credential.get("response") instanceof Map<?, ?> response)) {
			return null;
		}
		String userHandle = text(response, "userHandle");
		byte[] clientDataJson = bytes(response, "clientDataJSON");
		ClientData clientData = (clientDataJson != null) ? clientData(StrictText.utf8(clientDataJson)) : null;
		if (clientDataJson == null || clientData == null
				|| (userHandle == null && response.get("userHandle") != null)) {
			return null;
		}
		return new Credential(id, clientData, clientDataJson, bytes(response, "authenticatorData"),
				bytes(response, "signature"), userHandle, bytes(response, "attestationObject"), transports(response));
	}

	private @Nullable ClientData clientData(String text) {
		Map<String, Object> data = object(text);
		String type = (data != null) ? text(data, "type") : null;
		String challenge = (data != null) ? text(data, "challenge") : null;
		String origin = (data != null) ? text(data, "origin") : null;
		if (data == null || type == null || challenge == null || origin == null) {
			return null;
		}
		Object crossOrigin = data.getOrDefault("crossOrigin", false);
		Object topOrigin = data.get("topOrigin");
		// whatever these may be, what is neither absent nor false is not a page of its
		// own
		return new ClientData(type, challenge, origin, !Boolean.FALSE.equals(crossOrigin),
				(topOrigin != null) ? topOrigin.toString() : null);
	}

	private static @Nullable String text(Map<?, ?> object, String name) {
		return (object.get(name) instanceof String text) ? text : null;
	}

	private static byte @Nullable [] bytes(Map<?, ?> object, String name) {
		String text = text(object, name);
		return (text != null) ? Base64Url.decode(text) : null;
	}

	private static List<String> transports(Map<?, ?> response) {
		return (response.get("transports") instanceof List<?> list) ? list.stream()
			.filter((name) -> name instanceof String text && text.matches("[a-z0-9-]{1,24}"))
			.map(String.class::cast)
			.distinct()
			.limit(MAX_TRANSPORTS)
			.toList() : List.of();
	}

	private @Nullable Map<String, Object> object(String text) {
		try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			Map<String, Object> object = object(parser);
			return (parser.nextToken() == null) ? object : null;
		}
	}

	/**
	 * Members that are {@code null} are absent.
	 */
	private static Map<String, Object> object(JsonParser parser) {
		Map<String, Object> members = new HashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			Object value = value(parser, parser.nextToken());
			if (value != null) {
				members.put(name, value);
			}
		}
		return members;
	}

	private static @Nullable Object value(JsonParser parser, JsonToken token) {
		return switch (token) {
			case VALUE_STRING -> parser.getString();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_NULL -> null;
			case START_OBJECT -> object(parser);
			case START_ARRAY -> array(parser);
			// numbers mean nothing here
			default -> Other.NUMBER;
		};
	}

	private static List<Object> array(JsonParser parser) {
		List<Object> values = new ArrayList<>();
		for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			Object value = value(parser, token);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	private enum Other {

		NUMBER

	}

}
