"""The few outlets that need code: a subclass of `OutletSpider` in a module of the outlet's name."""
