package io.github.jwt2fa.method.totp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import org.jspecify.annotations.Nullable;

/**
 * Draws an SVG picture, which a page can show without asking a server for the secret.
 * Needs ZXing on the class path.
 */
final class SvgQrCodeRenderer implements QrCodeRenderer {

	private static final int QUIET_ZONE = 4;

	private final QRCodeWriter writer = new QRCodeWriter();

	@Override
	public @Nullable String render(String text) {
		BitMatrix matrix = matrix(text, ErrorCorrectionLevel.M);
		if (matrix == null) {
			matrix = matrix(text, ErrorCorrectionLevel.L);
		}
		return (matrix != null) ? "data:image/svg+xml;base64,"
				+ Base64.getEncoder().encodeToString(svg(matrix).getBytes(StandardCharsets.UTF_8)) : null;
	}

	private @Nullable BitMatrix matrix(String text, ErrorCorrectionLevel level) {
		try {
			return this.writer.encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.ERROR_CORRECTION, level,
					EncodeHintType.MARGIN, QUIET_ZONE, EncodeHintType.CHARACTER_SET, "UTF-8"));
		}
		catch (WriterException ex) {
			// too long
			return null;
		}
	}

	private static String svg(BitMatrix matrix) {
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < matrix.getHeight(); y++) {
			for (int x = 0; x < matrix.getWidth(); x++) {
				if (matrix.get(x, y)) {
					path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
				}
			}
		}
		return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" shape-rendering=\"crispEdges\">"
			.formatted(matrix.getWidth(), matrix.getHeight())
				+ "<path fill=\"#fff\" d=\"M0 0h%1$dv%2$dH0z\"/>".formatted(matrix.getWidth(), matrix.getHeight())
				+ "<path d=\"" + path + "\"/></svg>";
	}

}
