package io.github.jwt2fa.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The languages of the texts. What a client asks for is reduced to a locale that is known
 * here before any message source sees it: message sources and resource bundles remember
 * each locale that they are asked for, and for good. Thread-safe.
 */
public final class Languages {

	/** So many entries of a list are looked at, by far more than anyone speaks. */
	private static final int MAX_RANGES = 1000;

	/** What this library has texts for. */
	private static final Set<Locale> OWN = Set.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH,
			Locale.forLanguageTag("es"));

	private final Map<String, Locale> ofPlatform;

	private final SingletonSupplier<Map<String, Locale>> ofApplication;

	/**
	 * The languages of this library, of an application and of the Java platform.
	 * @param ofApplication the locales that the application has texts for; asked for
	 * once, when they are first needed
	 */
	public Languages(Supplier<Set<Locale>> ofApplication) {
		this(List.of(Locale.getAvailableLocales()), ofApplication);
	}

	Languages(List<Locale> ofPlatform, Supplier<Set<Locale>> ofApplication) {
		// a native image knows no more locales than its build names
		this.ofPlatform = byTag(Stream.concat(ofPlatform.stream(), OWN.stream()).toList());
		this.ofApplication = SingletonSupplier.of(() -> byTag(ofApplication.get()));
	}

	private static Map<String, Locale> byTag(Collection<Locale> locales) {
		Map<String, Locale> byTag = new HashMap<>();
		locales.stream()
			.map(Locale::stripExtensions)
			.filter((locale) -> !locale.getLanguage().isEmpty())
			.forEach((locale) -> byTag.putIfAbsent(tagOf(locale), locale));
		return Collections.unmodifiableMap(byTag);
	}

	private static String tagOf(Locale locale) {
		return locale.toLanguageTag().toLowerCase(Locale.ROOT);
	}

	/**
	 * The known locale that is nearest to another
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, section
	 * 3.4</a>).
	 * @param locale any locale
	 * @return the locale, or a more general one, or English
	 */
	public Locale nearest(@Nullable Locale locale) {
		Locale known = (locale != null) ? find(tagOf(locale)) : null;
		return (known != null) ? known : Locale.ENGLISH;
	}

	/**
	 * The language of the library's own texts for a locale.
	 * @param locale any locale
	 * @return the language that has texts, or English
	 */
	public Locale own(@Nullable Locale locale) {
		return OWN.stream().filter((own) -> locale != null && isOf(own, locale)).findFirst().orElse(Locale.ENGLISH);
	}

	/**
	 * The language of the application's texts for a locale.
	 * @param locale any locale
	 * @return the locale of the application that is nearest, or {@code null} if it has
	 * none of that language
	 */
	@Nullable Locale ofApplication(Locale locale) {
		return lookUp(tagOf(locale), this.ofApplication.obtain());
	}

	private static boolean isOf(Locale language, Locale locale) {
		return language.getLanguage().equals(locale.getLanguage());
	}

	/**
	 * What a client asks for, by all of {@code Accept-Language}
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4">RFC 9110, section
	 * 12.5.4</a>).
	 * @param headers the values of the header
	 * @return the known locales, the best one first: one that there are texts for goes
	 * before one that there are none for. Empty if the client has no wish; English if
	 * nobody knows what it wishes
	 */
	public List<Locale> accepted(Enumeration<String> headers) {
		List<Locale.LanguageRange> ranges = ranges(headers);
		if (ranges.isEmpty()) {
			return List.of();
		}
		List<Locale> known = ranges.stream()
			.map((range) -> find(range.getRange()))
			.filter((locale) -> locale != null)
			.distinct()
			.toList();
		if (known.isEmpty()) {
			return List.of(Locale.ENGLISH);
		}
		if (isOwn(known.get(0))) {
			return known;
		}
		Set<String> translated = translated();
		List<Locale> sorted = new ArrayList<>(known);
		sorted.sort(Comparator.comparing((locale) -> !translated.contains(locale.getLanguage())));
		return sorted;
	}

	private static boolean isOwn(Locale locale) {
		return OWN.stream().anyMatch((own) -> isOf(own, locale));
	}

	private Set<String> translated() {
		Set<String> languages = new HashSet<>();
		OWN.forEach((locale) -> languages.add(locale.getLanguage()));
		this.ofApplication.obtain().values().forEach((locale) -> languages.add(locale.getLanguage()));
		return languages;
	}

	private static List<Locale.LanguageRange> ranges(Enumeration<String> headers) {
		List<Locale.LanguageRange> ranges = new ArrayList<>();
		while (headers.hasMoreElements()) {
			for (String range : StringUtils.tokenizeToStringArray(headers.nextElement(), ",")) {
				if (ranges.size() < MAX_RANGES) {
					add(range, ranges);
				}
			}
		}
		ranges.sort(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed());
		return ranges;
	}

	/**
	 * One that is malformed does not spoil the others.
	 */
	private static void add(String text, List<Locale.LanguageRange> ranges) {
		try {
			// some names of languages have synonyms, which come along
			Locale.LanguageRange.parse(text)
				.stream()
				.filter((range) -> range.getWeight() > 0 && !range.getRange().startsWith("*"))
				.forEach(ranges::add);
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			// no language; the latter is what the parser makes of a lone dash
		}
	}

	private @Nullable Locale find(String tag) {
		Locale known = lookUp(tag, this.ofPlatform);
		return (known != null) ? known : lookUp(tag, this.ofApplication.obtain());
	}

	private static @Nullable Locale lookUp(String tag, Map<String, Locale> locales) {
		String rest = tag;
		while (!rest.isEmpty()) {
			Locale locale = locales.get(rest);
			if (locale != null) {
				return locale;
			}
			rest = rest.substring(0, Math.max(0, rest.lastIndexOf('-')));
		}
		return null;
	}

}
