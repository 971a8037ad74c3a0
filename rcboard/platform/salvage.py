"""Salvage: decode JSON into typed shapes without ever failing as a whole.

What fits is decoded the fast way. What does not fit is taken apart key by key, and only the misfits are lost, each
named by its path in ``odd``; nothing of their content is, because it may be somebody's name or number.
"""

import types
from typing import Any, TypeVar, get_args, get_origin

import msgspec

T = TypeVar("T")


def decode(decoder: "msgspec.json.Decoder[T]", data: bytes | str | msgspec.Raw, odd: list[str]) -> T | None:
    """The decoded value, or what could be saved of it, or None where nothing could."""
    try:
        return decoder.decode(data)
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        odd.append("not JSON")
        return None
    try:
        loose = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        odd.append("not JSON")
        return None
    saved: T | None = _saved(loose, decoder.type, odd, "")
    return saved


def _saved(value: Any, type_: Any, odd: list[str], where: str) -> Any:
    """As much of a value as fits a type; None for nothing."""
    try:
        return msgspec.convert(value, type_)
    except (msgspec.ValidationError, RecursionError):
        pass
    for option in get_args(type_) if isinstance(type_, types.UnionType) else (type_,):
        if isinstance(option, type) and issubclass(option, msgspec.Struct):
            if option.__struct_config__.array_like and isinstance(value, list):
                value = dict(zip(option.__struct_encode_fields__, value, strict=False))
            if isinstance(value, dict):
                return _saved_object(value, option, odd, where)
        elif get_origin(option) is list and isinstance(value, list):
            items = [_saved(item, get_args(option)[0], odd, f"{where}[]") for item in value]
            return [item for item in items if item is not None]
    odd.append(where or "shape")
    return None


def _saved_object(value: dict[str, Any], type_: type[msgspec.Struct], odd: list[str], where: str) -> Any:
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(type_):
        if field.encode_name in value:
            path = f"{where}.{field.encode_name}" if where else field.encode_name
            saved = _saved(value[field.encode_name], field.type, odd, path)
            if saved is not None:
                found[field.name] = saved
    return type_(**found)
