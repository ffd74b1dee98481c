// Original file: proto/basilca/validator/v1/validator_api.proto


export interface RentalLogRequest {
  'apiKey'?: (string);
  'rentalId'?: (string);
  'follow'?: (boolean);
  'tailLines'?: (number);
}

export interface RentalLogRequest__Output {
  'apiKey': (string);
  'rentalId': (string);
  'follow': (boolean);
  'tailLines': (number);
}
