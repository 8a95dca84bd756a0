package io.github.jwt2fa.test.client;

import io.github.jwt2fa.test.shop.ShopTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Over HTTP, as the kit makes it.
 */
@ShopTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RestTestClientLoginIT extends LoginClientContract {

	@Autowired
	private LoginClient client;

	@LocalServerPort
	private int port;

	@Override
	LoginClient client() {
		return this.client;
	}

	@Override
	int statusOf(String path, Login login) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.port)
			.build()
			.get()
			.uri(path)
			.headers(login::authorize)
			.exchange()
			.returnResult()
			.getStatus()
			.value();
	}

}
