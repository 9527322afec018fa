import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES } from './role.js';
import { type User } from './users.service.js';

/** A user as they see themselves. */
export class UserResponse {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'email' })
  readonly email!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

export const toUserResponse = ({ id, email, name, role, createdAt }: User): UserResponse => ({
  id,
  email,
  name,
  role,
  createdAt: createdAt.toISOString(),
});
