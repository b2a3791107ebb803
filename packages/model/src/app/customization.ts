/** What the constructs make of a `customize` function; the model only carries it. */
export interface Customization {
  readonly kind: "cdk-customization";
}
