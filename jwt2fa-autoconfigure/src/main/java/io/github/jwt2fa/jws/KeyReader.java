package io.github.jwt2fa.jws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Pattern;

import com.nimbusds.jose.jwk.JWK;
import io.github.jwt2fa.text.StrictText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads the keys that properties hold or point to. Nothing that could be a public key is
 * ever taken for a secret: everybody could sign with it. Thread-safe.
 */
public final class KeyReader {

	private static final Pattern KEY = Pattern.compile("-----BEGIN|^\\s*(ssh-|ecdsa-|\\[?\\s*\\{)");

	private static final Pattern DECODED_KEY = Pattern.compile("-----BEGIN|\"kty\"");

	private final ResourceLoader resources;

	/**
	 * A reader.
	 * @param resources where files are found
	 */
	public KeyReader(ResourceLoader resources) {
		this.resources = resources;
	}

	/**
	 * The text of a value, or of the file that it points to.
	 * @param value the value
	 * @return the text
	 * @throws UnfitKeyException if the file can't be read, or holds no text
	 */
	public String text(String value) {
		if (!value.startsWith("file:") && !value.startsWith("classpath:")) {
			return value;
		}
		String fault;
		try {
			String text = content(this.resources.getResource(value)).strip();
			if (!text.isEmpty()) {
				return text;
			}
			fault = "is empty";
		}
		catch (CharacterCodingException ex) {
			fault = "holds no text";
		}
		catch (IOException | RuntimeException ex) {
			fault = "can't be read";
		}
		throw new UnfitKeyException("points to \"" + value + "\", which " + fault);
	}

	/**
	 * Strictly: with a character in place of each odd byte, random bytes would make a
	 * secret that can be guessed. And the JDK reads a directory as the names in it.
	 */
	private static String content(Resource resource) throws IOException {
		if (resource.isFile() && resource.getFile().isDirectory()) {
			throw new IOException("A directory");
		}
		return StrictText.utf8(resource.getContentAsByteArray());
	}

	/**
	 * A key in PEM or as a JWK.
	 * @param text the text
	 * @return the key, or {@code null} if the text is neither
	 * @throws UnfitKeyException if it is one of them, but broken
	 */
	public @Nullable JWK key(String text) {
		if (text.contains("-----BEGIN")) {
			return PemKey.parse(text);
		}
		if (!text.stripLeading().startsWith("{")) {
			return null;
		}
		try {
			JWK key = JWK.parse(text);
			if (key.getKeyType().getValue().equals("oct")) {
				throw new UnfitKeyException("holds a secret as a JWK: write it as text");
			}
			return key;
		}
		catch (UnfitKeyException ex) {
			throw ex;
		}
		catch (ParseException | RuntimeException ex) {
			// its message may hold parts of the key
			throw new UnfitKeyException("holds a JWK that can't be read");
		}
	}

	/**
	 * A secret.
	 * @param text the text
	 * @return its bytes
	 * @throws UnfitKeyException if the text rather looks like something else
	 */
	public byte[] secret(String text) {
		if (KEY.matcher(text).find() || isEncodedKey(text)) {
			throw new UnfitKeyException("holds a key where a secret is needed");
		}
		if (isFile(text)) {
			throw new UnfitKeyException("is the name of a file: put file: before it");
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isFile(String text) {
		try {
			return Files.exists(Path.of(text));
		}
		catch (InvalidPathException | SecurityException ex) {
			return false;
		}
	}

	/**
	 * Whether a text is base64 of a key in PEM, as a JWK or in DER: a structure that says
	 * its own length, as no random bytes do.
	 */
	private static boolean isEncodedKey(String text) {
		try {
			byte[] bytes = Base64.getMimeDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
			boolean structure = bytes.length > 0xff && bytes[0] == 0x30 && bytes[1] == (byte) 0x82
					&& ByteBuffer.wrap(bytes).getShort(2) == (short) (bytes.length - 4);
			return structure || PemKey.publicKey(bytes) != null
					|| DECODED_KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
