package io.github.jwt2fa.web.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.web.body.RequestBody.Field;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/**
 * Reads bodies in the three formats of the contract. Reads them itself, so that every
 * format has the same rules, nothing of a body gets into a log or an error text, and none
 * of the application's converters and advices has a say. Thread-safe.
 */
public final class RequestBodyReader {

	private static final int MAX_BYTES = 64 * 1024;

	private final JsonFields json = new JsonFields(MAX_BYTES);

	private final FormHttpMessageConverter forms = new FormHttpMessageConverter();

	/**
	 * Reads the body of a request that takes JSON for an answer.
	 * @param request the request
	 * @return its fields
	 * @throws TwoFactorException {@code not_acceptable}, {@code parse_error},
	 * {@code payload_too_large} or {@code unsupported_media_type}
	 * @throws InvalidFieldsException if the body is JSON, but no object
	 */
	public RequestBody read(HttpServletRequest request) {
		requireJsonAccepted(request);
		try {
			return readBody(request);
		}
		catch (IOException ex) {
			// a body that ends early, or is not in the chunks that it says it is
			throw new TwoFactorException(TwoFactorError.PARSE_ERROR);
		}
	}

	/**
	 * Refuses a client that does not take JSON for an answer.
	 * @param request the request
	 * @throws TwoFactorException {@code not_acceptable}
	 */
	public void requireJsonAccepted(HttpServletRequest request) {
		List<String> accept = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
		if (!accept.isEmpty() && !acceptsJson(accept)) {
			throw new TwoFactorException(TwoFactorError.NOT_ACCEPTABLE);
		}
	}

	private static boolean acceptsJson(List<String> accept) {
		try {
			List<MediaType> types = MediaType.parseMediaTypes(accept);
			return types.isEmpty() || types.stream()
				.anyMatch((type) -> type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private RequestBody readBody(HttpServletRequest request) throws IOException {
		if (request.getContentLengthLong() > MAX_BYTES) {
			throw new TwoFactorException(TwoFactorError.PAYLOAD_TOO_LARGE);
		}
		MediaType type = contentType(request);
		if (type == null) {
			return new RequestBody(Map.of());
		}
		if (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
			return new RequestBody(this.json.read(bytes(request)));
		}
		if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
			return new RequestBody(readForm(request, type));
		}
		if (type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA) && isMultipart(request)) {
			return new RequestBody(readMultipart(request));
		}
		throw new TwoFactorException(TwoFactorError.UNSUPPORTED_MEDIA_TYPE);
	}

	/**
	 * The type of the body, or {@code null} where there is neither a type nor a body.
	 */
	private static @Nullable MediaType contentType(HttpServletRequest request) throws IOException {
		String type = request.getContentType();
		if (type == null) {
			if (request.getInputStream().read() < 0) {
				return null;
			}
			throw new TwoFactorException(TwoFactorError.UNSUPPORTED_MEDIA_TYPE);
		}
		try {
			return MediaType.parseMediaType(type);
		}
		catch (InvalidMediaTypeException ex) {
			throw new TwoFactorException(TwoFactorError.UNSUPPORTED_MEDIA_TYPE);
		}
	}

	private static byte[] bytes(HttpServletRequest request) throws IOException {
		byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw new TwoFactorException(TwoFactorError.PAYLOAD_TOO_LARGE);
		}
		return bytes;
	}

	private Map<String, Field> readForm(HttpServletRequest request, MediaType type) throws IOException {
		byte[] body = bytes(request);
		try {
			if (body.length == 0) {
				// a filter of the application read the body as parameters before us
				return ofParameters(request.getParameterMap(), namesIn(request.getQueryString()));
			}
			Map<String, Field> fields = new LinkedHashMap<>();
			MultiValueMap<String, String> form = this.forms.read(null, new Body(body, type));
			form.forEach((name, values) -> fields.put(name, fieldOf(values)));
			return fields;
		}
		catch (HttpMessageNotReadableException | IllegalArgumentException | IllegalStateException ex) {
			throw new TwoFactorException(TwoFactorError.PARSE_ERROR);
		}
	}

	/**
	 * A container does not tell what of the parameters stood in the body. A URL stands in
	 * logs and histories: nothing that it names counts.
	 */
	private static Map<String, Field> ofParameters(Map<String, String[]> parameters, Set<String> inQuery) {
		Map<String, Field> fields = new LinkedHashMap<>();
		parameters.forEach((name, values) -> {
			if (!inQuery.contains(name)) {
				fields.put(name, Field.ofForm(List.of(values)));
			}
		});
		return fields;
	}

	private static Set<String> namesIn(@Nullable String query) {
		Set<String> names = new HashSet<>();
		for (String pair : StringUtils.tokenizeToStringArray(query, "&")) {
			int equals = pair.indexOf('=');
			names.add(URLDecoder.decode((equals >= 0) ? pair.substring(0, equals) : pair, StandardCharsets.UTF_8));
		}
		return names;
	}

	private static Field fieldOf(List<? extends @Nullable String> values) {
		List<String> texts = new ArrayList<>();
		values.forEach((value) -> texts.add((value != null) ? value : ""));
		return Field.ofForm(texts);
	}

	/**
	 * Whether the servlet container parsed the parts; an application may have turned that
	 * off.
	 */
	private static boolean isMultipart(HttpServletRequest request) {
		return WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class) != null;
	}

	private static Map<String, Field> readMultipart(HttpServletRequest request) throws IOException {
		try {
			Map<String, Field> fields = new LinkedHashMap<>();
			long size = 0;
			for (Part part : request.getParts()) {
				size += part.getSize();
				if (size > MAX_BYTES) {
					throw new TwoFactorException(TwoFactorError.PAYLOAD_TOO_LARGE);
				}
				fields.merge(part.getName(), readPart(part), RequestBodyReader::repeated);
			}
			return fields;
		}
		catch (ServletException | IllegalStateException ex) {
			throw new TwoFactorException(TwoFactorError.PARSE_ERROR);
		}
	}

	private static Field repeated(Field before, Field last) {
		if (before.list() == null || last.list() == null) {
			return last;
		}
		List<String> all = new ArrayList<>(before.list());
		all.addAll(last.list());
		return Field.ofForm(all);
	}

	private static Field readPart(Part part) throws IOException {
		if (part.getSubmittedFileName() != null) {
			return Field.wrong(RequestBody.NOT_A_STRING);
		}
		try (InputStream content = part.getInputStream()) {
			return Field.ofForm(List.of(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
		}
	}

	/**
	 * A body that was read already.
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Body(byte[] bytes, MediaType type) implements HttpInputMessage {

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public HttpHeaders getHeaders() {
			HttpHeaders headers = new HttpHeaders();
			headers.setContentType(this.type);
			return headers;
		}

	}

}
