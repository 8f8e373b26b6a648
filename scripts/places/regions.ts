/**
 * Regions that people name instead of a city, in the countries whose clocks differ from region to region and that
 * GeoNames numbers: its code for the region, the short form that people use, and the name.
 * Source: GeoNames' list of first-level divisions, and the postal abbreviations of the three countries.
 */
export const REGIONS: ReadonlyMap<string, readonly (readonly [code: string, short: string, name: string])[]> = new Map([
  [
    "US",
    `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,
    DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,
    KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,
    MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,
    NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,
    SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,
    WV West Virginia,WI Wisconsin,WY Wyoming`
      .split(/,\s*/)
      .map((line) => [line.slice(0, 2), line.slice(0, 2), line.slice(3)] as const),
  ],
  [
    "CA",
    [
      ["01", "AB", "Alberta"],
      ["02", "BC", "British Columbia"],
      ["03", "MB", "Manitoba"],
      ["04", "NB", "New Brunswick"],
      ["05", "NL", "Newfoundland and Labrador"],
      ["07", "NS", "Nova Scotia"],
      ["08", "ON", "Ontario"],
      ["09", "PE", "Prince Edward Island"],
      ["10", "QC", "Quebec"],
      ["11", "SK", "Saskatchewan"],
      ["12", "YT", "Yukon"],
      ["13", "NT", "Northwest Territories"],
      ["14", "NU", "Nunavut"],
    ],
  ],
  [
    "AU",
    [
      ["01", "ACT", "Australian Capital Territory"],
      ["02", "NSW", "New South Wales"],
      ["03", "NT", "Northern Territory"],
      ["04", "QLD", "Queensland"],
      ["05", "SA", "South Australia"],
      ["06", "TAS", "Tasmania"],
      ["07", "VIC", "Victoria"],
      ["08", "WA", "Western Australia"],
    ],
  ],
  [
    "GB",
    [
      ["ENG", "ENG", "England"],
      ["NIR", "NI", "Northern Ireland"],
      ["SCT", "SCT", "Scotland"],
      ["WLS", "WLS", "Wales"],
    ],
  ],
]);
