package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;

/**
 * Requests that are all different from each other in something that somebody may
 * remember.
 */
enum OddRequest {

	/** Languages that nobody speaks, headers that nobody knows, types that nobody has. */
	HEADERS {
		@Override
		String number(int i) {
			return post("/auth/verify/",
					"Accept-Language: " + language(i) + "\r\nX-H" + i + ": " + i + "\r\nAccept: text/h" + i + ";v=\""
							+ "x".repeat(200) + i + "\", application/json;q=0." + i % 9 + "\r\nCookie: c" + i
							+ "=1\r\nOrigin: https://h" + i + ".example\r\n",
					JSON, "{\"token\":\"h" + i + "\"}");
		}
	},

	/** Languages at paths of the application. */
	RESOURCES {
		@Override
		String number(int i) {
			return post("/me/r" + i, "Accept-Language: " + language(i) + "\r\n", "a/t" + i, "x");
		}
	},

	/** Users that there are none of, with long lists of languages. */
	UNKNOWN_USERS {
		@Override
		String number(int i) {
			return post("/auth/get-code/", "Accept-Language: " + ("aa-x-c" + i + ",").repeat(15) + language(i) + "\r\n",
					JSON, "{\"username\":\"user" + i + "\",\"password\":\"p" + i + "\"}");
		}
	},

	/** Names of members, some with one hash, and of the parameters of a URL. */
	NAMES {
		@Override
		String number(int i) {
			StringBuilder colliding = new StringBuilder();
			for (int bit = 0; bit < 15; bit++) {
				colliding.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
			}
			return post("/auth/auth/?q" + i + "=1", "", JSON,
					"{\"" + colliding + "\":1,\"n" + i + "x".repeat(2000) + "\":{\"m" + i + "\":1}}");
		}
	},

	/** Names of form fields. */
	FORMS {
		@Override
		String number(int i) {
			return post("/auth/refresh/", "", "application/x-www-form-urlencoded;v=" + i,
					"f" + i + "=" + "x".repeat(500));
		}
	},

	/** Signed texts of other software that has the key: their headers and claims. */
	TOKENS {
		@Override
		String number(int i) {
			String token = KEY.sign("{\"alg\":\"HS256\",\"cty\":\"a" + i + "\",\"h" + i + "\":{\"h\":[" + i + "]}}",
					"{\"c" + i + "x".repeat(1000) + "\":1}");
			return post("/auth/verify/", "", JSON, "{\"token\":\"" + token + "\"}");
		}
	},

	/** Sessions of other software, which are ended here. */
	FOREIGN_TOKENS {
		@Override
		String number(int i) {
			String token = KEY.sign(KEY.header(),
					"{\"token_type\":\"refresh\",\"exp\":253402300799,\"iat\":1,\"jti\":\"f" + i + "\",\"user_id\":\"u"
							+ i + "\"}");
			return post("/auth/logout/", "", JSON, "{\"refresh\":\"" + token + "\"}");
		}
	},

	/** Bodies that end early. They cost a connection each. */
	BROKEN_BODIES {
		@Override
		int count() {
			return 2000;
		}

		@Override
		String number(int i) {
			return "POST /auth/get-code/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + JSON
					+ "\r\nTransfer-Encoding: chunked\r\n\r\nz" + i + "\r\n{}\r\n0\r\n\r\n";
		}
	};

	static final String SECRET_KEY = "a secret key for the tests, and for them alone";

	private static final String JSON = "application/json";

	private static final TokenForge.Key KEY = TokenForge.Key.ofSecret(SECRET_KEY.getBytes(StandardCharsets.UTF_8));

	/**
	 * A request of this kind.
	 */
	abstract String number(int i);

	int count() {
		return 20_000;
	}

	/**
	 * A language with a subtag that nobody registered, in each place where one can be.
	 */
	private static String language(int i) {
		int number = 10_000 + i;
		return switch (i % 6) {
			case 0 -> "fr-r" + number;
			case 1 -> "de-Latn-r" + number;
			case 2 -> "de-DE-r" + number;
			case 3 -> "es-r" + number + "-u-ca-abc" + number;
			case 4 -> "en-u-ca-abc" + number;
			default -> "en-x-a" + number;
		};
	}

	private static String post(String path, String headers, String type, String body) {
		return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Type: " + type
				+ "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
	}

}
