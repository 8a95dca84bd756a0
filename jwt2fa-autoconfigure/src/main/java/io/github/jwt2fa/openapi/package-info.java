/**
 * The endpoints in the OpenAPI document of an application that springdoc describes.
 */
@NullMarked
package io.github.jwt2fa.openapi;

import org.jspecify.annotations.NullMarked;
