package io.github.jwt2fa.method.totp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

/**
 * Draws a text as a QR code: an SVG picture in a data URI, which a page can show without
 * asking a server for the secret. Needs ZXing on the class path.
 */
public final class QrCode implements UnaryOperator<String> {

	private static final int QUIET_ZONE = 4;

	private final QRCodeWriter writer = new QRCodeWriter();

	@Override
	public String apply(String text) {
		return "data:image/svg+xml;base64,"
				+ Base64.getEncoder().encodeToString(svg(matrix(text)).getBytes(StandardCharsets.UTF_8));
	}

	private BitMatrix matrix(String text) {
		try {
			return this.writer.encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.ERROR_CORRECTION,
					ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_ZONE, EncodeHintType.CHARACTER_SET, "UTF-8"));
		}
		catch (WriterException ex) {
			throw new IllegalStateException("A URI fits into a QR code", ex);
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
