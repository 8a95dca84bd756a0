package io.github.jwt2fa.method.totp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.DecoderResult;
import com.google.zxing.qrcode.decoder.Decoder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SvgQrCodeRendererTests {

	private static final String PREFIX = "data:image/svg+xml;base64,";

	private static final int QUIET_ZONE = 4;

	private final SvgQrCodeRenderer renderer = new SvgQrCodeRenderer();

	@Test
	void renderWhenTextIsAUriThenACameraReadsIt() throws Exception {
		String uri = "otpauth://totp/My%20shop:alice?secret=JBSWY3DPEHPK3PXP&issuer=My%20shop";
		assertThat(read(this.renderer.render(uri), "M")).isEqualTo(uri);
	}

	@Test
	void renderWhenTextIsLongThenWithLessCorrectionAndThenNotAtAll() throws Exception {
		String longer = "x".repeat(2500);
		assertThat(read(this.renderer.render(longer), "L")).isEqualTo(longer);
		assertThat(this.renderer.render("x".repeat(3000))).isNull();
	}

	private static String read(String picture, String correction) throws Exception {
		assertThat(picture).startsWith(PREFIX);
		String svg = new String(Base64.getDecoder().decode(picture.substring(PREFIX.length())), StandardCharsets.UTF_8);
		Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"").matcher(svg);
		assertThat(size.find()).isTrue();
		int modules = Integer.parseInt(size.group(1)) - 2 * QUIET_ZONE;
		assertThat(svg).contains("<path fill=\"#fff\" d=\"M0 0h" + size.group(1) + "v" + size.group(1) + "H0z\"/>");
		BitMatrix matrix = new BitMatrix(modules);
		Matcher dark = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
		while (dark.find()) {
			matrix.set(Integer.parseInt(dark.group(1)) - QUIET_ZONE, Integer.parseInt(dark.group(2)) - QUIET_ZONE);
		}
		DecoderResult result = new Decoder().decode(matrix);
		assertThat(result.getECLevel()).isEqualTo(correction);
		return result.getText();
	}

}
