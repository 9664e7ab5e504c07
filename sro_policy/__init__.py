"""Minnetonka Police Policy 431, School Resource Officers, as declarative rules."""
