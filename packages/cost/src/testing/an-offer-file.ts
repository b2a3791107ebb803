/** Columns that a price is recognised by; an offer has some fifty more. */
export interface OfferCells {
  readonly usageType: string;
  readonly price: string;
  readonly [column: string]: string;
}

const COLUMNS = [
  "SKU",
  "OfferTermCode",
  "RateCode",
  "TermType",
  "PriceDescription",
  "EffectiveDate",
  "StartingRange",
  "EndingRange",
  "Unit",
  "PricePerUnit",
  "Currency",
  "Location Type",
  "usageType",
  "operation",
  "Database Engine",
  "Cache Engine",
] as const;

/**
 * An offer file made by hand after the documented format: five lines about the file, the names of the columns, the rows
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html, 2026-11).
 */
export function anOfferFile(offer: string, rows: readonly OfferCells[]): string {
  const head = [
    ["FormatVersion", "v1.0"],
    ["Disclaimer", 'Prices, as "listed", are estimates.\nSee the pages of the services.'],
    ["Publication Date", "2026-11-18T20:13:05Z"],
    ["Version", "20261118201305"],
    ["OfferCode", offer],
  ];
  const body = rows.map((row, index) => {
    const cells: Readonly<Record<string, string>> = {
      SKU: `SKU${index}`,
      TermType: "OnDemand",
      StartingRange: "0",
      EndingRange: "Inf",
      Unit: "Hrs",
      PricePerUnit: row.price,
      Currency: "USD",
      "Location Type": "AWS Region",
      ...row,
    };
    return COLUMNS.map((name) => cells[name] ?? "");
  });
  return [...head, COLUMNS, ...body]
    .map((fields) => `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")}\n`)
    .join("");
}
