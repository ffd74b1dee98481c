// Original file: proto/basilca/rental/v1/rental.proto


export interface StopRentalRequest {
  'rentalId'?: (string);
  'validatorHotkey'?: (string);
  'reason'?: (string);
  'force'?: (boolean);
}

export interface StopRentalRequest__Output {
  'rentalId': (string);
  'validatorHotkey': (string);
  'reason': (string);
  'force': (boolean);
}
